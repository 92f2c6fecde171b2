"""What the report says of power in the room, with and without times and other groups."""

from dataclasses import replace

import polars as pl
import report_material as material
from report_reader import Page

from machtstaal.interaction import floor
from machtstaal.report import build


def made(**changed):
    return Page(build(replace(material.study(), **changed), material.SETTINGS))


def timed(overlapping: bool) -> pl.DataFrame:
    turns = material.study().turns
    place = pl.int_range(pl.len()).over("transcript") * 5000
    lasting = 6100 if overlapping else 4100
    return floor.share(turns.with_columns(start_ms=place, end_ms=place + lasting), {"nl": ["ja"]})


def test_without_times_the_report_says_so_and_shows_no_zero():
    text = made().texts["floor"]
    assert "nothing here takes them to be zero" in text
    assert "Silence before" not in text and "begin as an interruption" not in text


def test_times_are_shown_and_what_they_cannot_say():
    one_voice, overlapping = (made(floor=timed(overlapping)).texts["floor"] for overlapping in (False, True))
    assert "Silence before" in one_voice and "each moment to one voice" in one_voice
    assert "Silence before" in overlapping and "West & Zimmerman" in overlapping


def test_groups_that_never_meet_have_no_uptake_and_no_coordination_between_them():
    text = made().texts["floor"]
    assert "uptake between groups is not defined in this study" in text
    assert "coordination between groups, the part that bears on power, is not defined in this study" in text


def test_one_group_is_compared_with_nobody():
    page = Page(build(material.study(("citizen",)), material.SETTINGS))
    assert "Whose terms are taken up?" in page.texts["floor"]
    assert "between groups" not in page.texts["floor"]


def test_where_nobody_takes_up_anything_the_report_says_that_it_is_not_defined():
    study = material.study()
    nothing = {
        name: getattr(study, name).clear()
        for name in ("opportunities", "uptake", "coordination", "interaction_rates", "interaction_contrasts")
    }
    text = made(**nothing).texts["floor"]
    assert "which is not the same as none" in text
    assert "for coordination to be defined" in text
