"""The table of settings in config/README.md, made from the models, so that the two cannot differ.

``python -m machtstaal.study.manual`` renews it.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from machtstaal.problems import Problem
from machtstaal.study.settings import json_schema

MANUAL = Path(__file__).parents[3] / "config" / "README.md"
BEGIN, END = "<!-- settings: begin -->", "<!-- settings: end -->"
HEAD = ("setting", "default", "allowed", "meaning")

Schema = Mapping[str, Any]


def settings_table() -> str:
    """Every setting of config.yaml with its default, its allowed values and its meaning, as a Markdown table.

    Examples
    --------
    >>> print(settings_table().splitlines()[0])
    | setting | default | allowed | meaning |
    >>> next(line for line in settings_table().splitlines() if "networks.turn_window" in line)[:54]
    '| `networks.turn_window` | `2` | whole number, 1 to 50'
    """
    rows = [HEAD, ("---",) * len(HEAD), *_rows(json_schema())]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def renewed(manual: str) -> str:
    """Text of the manual with the present table between its two marks.

    Raises
    ------
    Problem
        If a mark is missing.
    """
    before, begin, rest = manual.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise Problem(
            f"config/README.md: the table of settings stands between '{BEGIN}' and '{END}'; put them back."
        )
    return f"{before}{BEGIN}\n{settings_table()}\n{END}{after}"


def _rows(schema: Schema) -> Iterator[tuple[str, ...]]:
    """Rows of the top level, then those of each section."""
    sections = {}
    for name, setting in schema["properties"].items():
        if "$ref" in setting:
            sections[name] = schema["$defs"][setting["$ref"].rpartition("/")[2]]
        else:
            yield _row(name, setting, name in schema["required"])
    for section, inside in sections.items():
        for name, setting in inside["properties"].items():
            yield _row(f"{section}.{name}", setting, name in inside.get("required", ()))


def _row(name: str, setting: Schema, required: bool) -> tuple[str, ...]:
    default = "none, must be given" if required else f"`{json.dumps(setting['default'], ensure_ascii=False)}`"
    return f"`{name}`", default, _allowed(setting), setting["description"].replace("|", r"\|")


def _allowed(setting: Schema) -> str:
    """Values that a setting may have, in words."""
    if "anyOf" in setting:
        return " or ".join(_allowed(choice) for choice in setting["anyOf"])
    if "enum" in setting:
        return ", ".join(f"`{value}`" for value in setting["enum"])
    match setting["type"]:
        case "array":
            least = "one or more" if setting.get("minItems") else "any number"
            return f"list, {least} of: {_allowed(setting['items'])}"
        case "object":
            return "one or more lines `id: label`; an id is a letter, then letters, digits, `_` or `-`"
        case "integer":
            return f"whole number, {_bounds(setting)}"
        case "number":
            return f"number, {_bounds(setting)}"
        case kind:
            return {"string": "text", "boolean": "`true`, `false`", "null": "`null`"}[kind]


def _bounds(setting: Schema) -> str:
    """Smallest and largest value, in words.

    Examples
    --------
    >>> _bounds({"minimum": 1, "maximum": 50}), _bounds({"minimum": 2})
    ('1 to 50', '2 or more')
    >>> _bounds({"exclusiveMinimum": 0.5, "exclusiveMaximum": 1})
    'more than 0.5 and less than 1'
    """
    if "exclusiveMinimum" in setting:
        return f"more than {setting['exclusiveMinimum']:g} and less than {setting['exclusiveMaximum']:g}"
    if "maximum" in setting:
        return f"{setting['minimum']:,g} to {_whole(setting['maximum'])}"
    return f"{setting['minimum']:g} or more"


def _whole(number: float) -> str:
    return f"{int(number):,}" if number == int(number) else f"{number:g}"


if __name__ == "__main__":
    try:
        MANUAL.write_text(renewed(MANUAL.read_text(encoding="utf-8")), encoding="utf-8")
    except Problem as problem:
        sys.exit(f"\nmachtstaal: {problem}\n")
    print(f"The table of settings is up to date: {MANUAL}")
