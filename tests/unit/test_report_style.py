"""Colours can be told from their ground, in light and in dark (WCAG 2.2: 4.5 to 1)."""

import re
from pathlib import Path

import pytest

from machtstaal import report

CSS = (Path(report.__file__).with_name("report.css")).read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
    for block in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
)
PAIRS = [
    ("ink", "paper"), ("soft", "paper"), ("link", "paper"), ("warning", "paper"), ("ink", "warning-tint"), ("ink", "tint"),
    ("process", "process-tint"), ("ink", "agent-tint"), ("ink", "patient-tint"), ("ink", "beneficiary-tint"), ("ink", "mention-tint"),
    ("link", "tint"), ("link", "mention-tint"),
]  # fmt: skip


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """Ratio of the lighter to the darker of two colours.

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    dark, light = sorted([luminance(first), luminance(second)])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("pair", PAIRS, ids="-on-".join)
def test_text_can_be_told_from_its_ground(colours, pair):
    assert contrast(*(colours[name] for name in pair)) >= 4.5


def test_both_schemes_have_the_same_colours():
    assert set(LIGHT) == set(DARK)
