"""Tables of a database of Discourse Network Analyzer 3, as its releases expect them."""

VERSION = "3.0.11"

RED_GREEN_BLUE = ", ".join(
    f"{colour} INTEGER NOT NULL DEFAULT 0 CHECK ({colour} BETWEEN 0 AND 255)"
    for colour in ("Red", "Green", "Blue")
)
RIGHTS = (
    *(f"{what}{of}" for of in ("Documents", "Statements") for what in ("Add", "Edit", "Delete")),
    "ImportDocuments",
    *(f"Edit{of}" for of in ("Attributes", "Regex", "StatementTypes", "Coders", "CoderRelations")),
    *(f"{what}Others{of}" for of in ("Documents", "Statements") for what in ("View", "Edit")),
)


def _whole(name: str, default: int, least: int, most: int) -> str:
    return f"{name} INTEGER NOT NULL DEFAULT {default} CHECK ({name} BETWEEN {least} AND {most})"


def _name(column: str, ending: str = "NOT NULL") -> str:
    return f"{column} TEXT {ending} CHECK (LENGTH({column}) < 191)"


def _refers(column: str, table: str) -> str:
    return f"FOREIGN KEY ({column}) REFERENCES {table} (ID) ON DELETE CASCADE"


def _table(name: str, *parts: str) -> str:
    return f"CREATE TABLE {name} ({', '.join(parts)});"


def _data(name: str, value: str, *more: str) -> str:
    """Table of the values that statements have on variables of one type."""
    return _table(
        f"DATA{name}",
        "ID INTEGER PRIMARY KEY NOT NULL",
        "StatementId INTEGER NOT NULL",
        "VariableId INTEGER NOT NULL",
        value,
        _refers("StatementId", "STATEMENTS"),
        _refers("VariableId", "VARIABLES"),
        *more,
        "UNIQUE (StatementId, VariableId)",
    )


KEY = "ID INTEGER PRIMARY KEY NOT NULL"
TABLES = "\n".join(
    (
        _table("SETTINGS", "Property TEXT PRIMARY KEY", "Value TEXT"),
        _table(
            "CODERS",
            KEY,
            _name("Name"),
            RED_GREEN_BLUE,
            _whole("Refresh", 0, 0, 9999),
            _whole("FontSize", 14, 1, 99),
            _name("Password"),
            _whole("PopupWidth", 300, 100, 9999),
            *(
                _whole(name, int(name == "PopupAutoComplete"), 0, 1)
                for name in ("ColorByCoder", "PopupDecoration", "PopupAutoComplete")
            ),
            *(_whole(f"Permission{right}", 1, 0, 1) for right in RIGHTS),
        ),
        _table(
            "DOCUMENTS",
            KEY,
            _name("Title"),
            "Text TEXT NOT NULL",
            "Coder INTEGER",
            *(_name(column, "NOT NULL DEFAULT ''") for column in ("Author", "Source", "Section")),
            "Notes TEXT NOT NULL DEFAULT ''",
            _name("Type", "NOT NULL DEFAULT ''"),
            "Date INTEGER NOT NULL",
            _refers("Coder", "CODERS"),
        ),
        _table("STATEMENTTYPES", KEY, _name("Label"), RED_GREEN_BLUE),
        _table(
            "VARIABLES",
            KEY,
            _name("Variable"),
            "DataType TEXT NOT NULL DEFAULT 'short text' CHECK (DataType IN "
            "('boolean', 'integer', 'long text', 'short text'))",
            "StatementTypeId INTEGER",
            _refers("StatementTypeId", "STATEMENTTYPES"),
            "UNIQUE (Variable, StatementTypeId)",
        ),
        _table(
            "VARIABLELINKS",
            KEY,
            "SourceVariableId INTEGER",
            "TargetVariableId INTEGER",
            "CHECK (TargetVariableId != SourceVariableId)",
            _refers("SourceVariableId", "VARIABLES"),
            _refers("TargetVariableId", "VARIABLES"),
        ),
        _table("REGEXES", _name("Label", "PRIMARY KEY"), RED_GREEN_BLUE),
        _table(
            "CODERRELATIONS",
            KEY,
            "Coder INTEGER CHECK (Coder > 0)",
            "OtherCoder INTEGER CHECK (OtherCoder > 0)",
            *(
                _whole(name, 1, 0, 1)
                for name in ("viewStatements", "editStatements", "viewDocuments", "editDocuments")
            ),
            "CHECK (Coder != OtherCoder)",
            _refers("Coder", "CODERS"),
            _refers("OtherCoder", "CODERS"),
        ),
        _table(
            "STATEMENTS",
            KEY,
            "StatementTypeId INTEGER",
            "DocumentId INTEGER",
            "Start INTEGER NOT NULL CHECK (Start >= 0)",
            "Stop INTEGER NOT NULL CHECK (Stop >= 0)",
            "Coder INTEGER",
            "CHECK (Start < Stop)",
            _refers("StatementTypeId", "STATEMENTTYPES"),
            _refers("Coder", "CODERS"),
            _refers("DocumentId", "DOCUMENTS"),
        ),
        _table(
            "ENTITIES",
            KEY,
            "VariableId INTEGER NOT NULL",
            _name("Value", "NOT NULL DEFAULT ''"),
            RED_GREEN_BLUE,
            "ChildOf INTEGER CHECK (ChildOf > 0)",
            "UNIQUE (VariableId, Value)",
            _refers("ChildOf", "ENTITIES"),
            _refers("VariableId", "VARIABLES"),
        ),
        _data("BOOLEAN", "Value INTEGER NOT NULL DEFAULT 1"),
        _data("INTEGER", "Value INTEGER NOT NULL DEFAULT 0"),
        _data("SHORTTEXT", "Entity INTEGER NOT NULL", _refers("Entity", "ENTITIES")),
        _data("LONGTEXT", "Value TEXT DEFAULT ''"),
        _table(
            "ATTRIBUTEVARIABLES",
            KEY,
            "VariableId INTEGER NOT NULL",
            _name("AttributeVariable"),
            "UNIQUE (VariableId, AttributeVariable)",
            _refers("VariableId", "VARIABLES"),
        ),
        _table(
            "ATTRIBUTEVALUES",
            KEY,
            "EntityId INTEGER NOT NULL",
            "AttributeVariableId INTEGER NOT NULL",
            _name("AttributeValue", "NOT NULL DEFAULT ''"),
            "UNIQUE (EntityId, AttributeVariableId)",
            _refers("EntityId", "ENTITIES"),
            _refers("AttributeVariableId", "ATTRIBUTEVARIABLES"),
        ),
    )
)
"""Statements of SQL that make the tables."""
