"""Processes by hand, with what power frames and their baseline need."""

import polars as pl

ROLES = ("agent", "patient", "beneficiary")
SPANS = {f"{part}_{end}": pl.Int32 for part in ("clause", "head", *ROLES) for end in ("start", "end")}
TEXTS = ("process", "transcript", "turn", "sentence", "lemma", *ROLES, *(f"{role}_actor" for role in ROLES))
SCHEMA = dict.fromkeys((*TEXTS, "power", "modality", "kind", "process_type"), pl.String)
SCHEMA |= SPANS | {"negated": pl.Boolean, "group": pl.String, "speaker_code": pl.String}
SCHEMA |= {"voice": pl.String, "agent_status": pl.String, "scenario": pl.String}


def process(number: int, **said) -> dict:
    """One process; roles that are a known actor are named by it, unless a lemma is given."""
    row = {
        "process": f"p{number}", "transcript": "t", "turn": "t-1", "sentence": f"t-1:{number}", "lemma": "dwingen",
        "power": "agent", "modality": "none", "negated": False, "kind": "verb", "process_type": "material",
        "group": "citizens", "speaker_code": "C01", "voice": "active", "agent_status": "expressed", "scenario": None,
        **dict.fromkeys(SPANS, 0),
    }  # fmt: skip
    for role in ROLES:
        actor = said.get(f"{role}_actor")
        row |= {role: actor, f"{role}_actor": actor}
    return row | said


def processes(*rows: dict) -> pl.DataFrame:
    """Processes table, situated."""
    return pl.DataFrame([process(number, **row) for number, row in enumerate(rows, 1)], schema=SCHEMA)
