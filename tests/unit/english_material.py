"""Short English trees by hand, so that the rules can be tested without a parser.

A sentence is a line of words ``form/lemma/TAG/relation/head`` after the conventions of UD English EWT. The lemma is
left out where it is the form in lower case, the head counts words from 1 (0 for the root), and a word that begins with
``+`` stands right behind the one before it (*do +n't*).
"""

from functools import cache
from pathlib import Path

import polars as pl

from machtstaal import lexicons, marks, mentions, processes

TAGS = {
    "V": ("VERB", "Mood=Ind|Tense=Pres|VerbForm=Fin"),
    "VD": ("VERB", "Mood=Ind|Tense=Past|VerbForm=Fin"),
    "VI": ("VERB", "VerbForm=Inf"),
    "VM": ("VERB", "Mood=Imp|VerbForm=Fin"),
    "VG": ("VERB", "VerbForm=Ger"),
    "VR": ("VERB", "Tense=Pres|VerbForm=Part"),
    "VN": ("VERB", "Tense=Past|VerbForm=Part"),
    "VP": ("VERB", "Tense=Past|VerbForm=Part|Voice=Pass"),
    "A": ("AUX", "Mood=Ind|Tense=Pres|VerbForm=Fin"),
    "AD": ("AUX", "Mood=Ind|Tense=Past|VerbForm=Fin"),
    "AM": ("AUX", "VerbForm=Fin"),
    "AMI": ("AUX", "Mood=Imp|VerbForm=Fin"),
    "AI": ("AUX", "VerbForm=Inf"),
    "AN": ("AUX", "Tense=Past|VerbForm=Part"),
    "AG": ("AUX", "VerbForm=Ger"),
    "N": ("NOUN", "Number=Sing"),
    "NS": ("NOUN", "Number=Plur"),
    "NP": ("PROPN", "Number=Sing"),
    "PR": ("PRON", "Case=Nom|Number=Plur|Person=3|PronType=Prs"),
    "PN": ("PRON", "Number=Sing|PronType=Neg"),
    "PD": ("PRON", "Number=Sing|PronType=Dem"),
    "PI": ("PRON", "Number=Sing|PronType=Ind"),
    "PE": ("PRON", "_"),
    "REL": ("PRON", "PronType=Rel"),
    "INT": ("PRON", "PronType=Int"),
    "ADVR": ("ADV", "PronType=Rel"),
    "D": ("DET", "_"),
    "J": ("ADJ", "Degree=Pos"),
    "ADV": ("ADV", "_"),
    "NUM": ("NUM", "NumType=Card"),
    "P": ("ADP", "_"),
    "S": ("SCONJ", "_"),
    "C": ("CCONJ", "_"),
    "T": ("PART", "_"),
    "NOT": ("PART", "Polarity=Neg"),
    "UH": ("INTJ", "_"),
    ".": ("PUNCT", "_"),
}

LEXICONS = Path(__file__).parents[2] / "data" / "lexicons"


@cache
def en() -> lexicons.Lexicons:
    """The bundled English lexicons."""
    return lexicons.load(LEXICONS, "en")


def tokens(*sentences: str) -> pl.DataFrame:
    """Tokens table of sentences, one a turn."""
    rows = [row for n, sentence in enumerate(sentences, 1) for row in _rows(n, sentence)]
    return pl.DataFrame(rows, schema_overrides=dict.fromkeys(("token", "start", "end", "head"), pl.Int32))


def text(sentence: str) -> str:
    """The words as they are written."""
    return "".join(form[1:] if form[0] == "+" else f" {form}" for form, *_ in _words(sentence)).strip()


def _words(sentence: str) -> list[list[str]]:
    return [word.split("/") for word in sentence.split()]


def _rows(number: int, sentence: str) -> list[dict]:
    rows, end = [], -1
    for position, (written, lemma, tag, relation, head) in enumerate(_words(sentence), start=1):
        form = written.lstrip("+")
        start = end + (written == form)
        end = start + len(form)
        upos, feats = TAGS[tag]
        rows.append(
            {
                "transcript": "t",
                "turn": f"t-{number:03d}",
                "sentence": f"t-{number:03d}:1",
                "token": position,
                "start": start,
                "end": end,
                "form": form,
                "lemma": lemma or form.lower(),
                "upos": upos,
                "xpos": "_",
                "feats": feats,
                "head": int(head),
                "deprel": relation,
            }
        )
    return rows


def extract(*sentences: str) -> pl.DataFrame:
    """Processes of hand-made sentences."""
    table = marks.set_apart(tokens(*sentences))
    return processes.extract(table, mentions.find(table, en()), en())


def only(sentence: str, lemma: str) -> dict:
    """The one process of a sentence that has this lemma."""
    rows = extract(sentence)
    found = rows.filter(rows["lemma"] == lemma)
    assert len(found) == 1, rows.select("lemma", "kind", "agent", "patient").rows()
    return found.row(0, named=True)


def who(sentence: str, lemma: str) -> tuple[str | None, str | None]:
    """Agent and patient of the process with this lemma."""
    row = only(sentence, lemma)
    return row["agent"], row["patient"]


def lemmas(sentence: str) -> list[str]:
    """Lemmas of all processes of a sentence, in its order."""
    return extract(sentence)["lemma"].to_list()
