"""The report is made from the files of a study."""

import json

from machtstaal.report import files


def test_the_wide_svg_of_a_figure_is_taken_with_its_caption_and_what_it_shows(tmp_path):
    told = {"floor": {"title": "Who has the floor", "alt": "Bars.", "1col": "Narrow.", "2col": "Wide."}}
    (tmp_path / "captions.json").write_text(json.dumps(told), encoding="utf-8")
    names = ["floor_1col.svg", "floor_2col.pdf", "floor_2col.png", "floor_2col.svg", "floor_2col.txt"]
    paths = [tmp_path / name for name in names]
    found = files.figures([*paths, tmp_path / "captions.json"])
    assert found == {"floor": (tmp_path / "floor_2col.svg", "Who has the floor. Wide.", "Bars.")}
    assert files.figures([paths[2], tmp_path / "captions.json"])["floor"][0].suffix == ".png"


def test_labels_of_actors_lie_beside_the_lexicons(repository, tmp_path):
    bundled = files._categories({}, repository / "data" / "lexicons")
    assert dict(bundled.select("actor", "label").iter_rows())["big_tech"] == "Big tech"
    assert files._categories({}, tmp_path) is None
