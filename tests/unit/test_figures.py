"""What every figure must be: of its width, legible, the same twice, and never a crash."""

import itertools
import json
from pathlib import Path
from types import SimpleNamespace

import figure_material as material
import jinja2
import matplotlib as mpl
import polars as pl
import pytest
from docutils.core import publish_parts

from machtstaal.figures import captions, files, gallery, labels, saving, style

REPORT = Path(__file__).parents[2] / "workflow" / "report"
THREE = {"citizens": "Citizens", "experts": "Experts and advisers", "officials": "Municipal officials"}
STUDIES = {
    "two groups": (material.GROUPS, material.settings(constructed=True)),
    "three groups": (THREE, material.settings(THREE)),
    "one group": ({"citizens": "Citizens"}, material.settings({"citizens": "Citizens"})),
}


def drawn(study: str, stem: str, width: str):
    groups, settings = STUDIES[study]
    figure = gallery.draw(stem, material.tables(tuple(groups)), settings, width)
    with style.applied():
        style.settle(figure)
    return figure


@pytest.fixture
def written(monkeypatch):
    """Texts a figure really draws, with their boxes in pixels (ticks beyond an axis are there, but not drawn)."""

    def collect(figure) -> list:
        seen = []
        draw = mpl.text.Text.draw

        def record(text, renderer, *rest, **options):
            keeps_room = text.get_text().startswith(" \n")  # for a line that another text writes
            if text.get_visible() and text.get_text().strip() and not keeps_room:
                seen.append((text, mpl.text.Text.get_window_extent(text, renderer)))
            return draw(text, renderer, *rest, **options)

        monkeypatch.setattr(mpl.text.Text, "draw", record)
        with style.applied():
            figure.canvas.draw()
        monkeypatch.undo()
        return seen

    return collect


@pytest.mark.parametrize(
    ("study", "width"),
    [*itertools.product(["two groups", "three groups"], files.WIDTHS), ("one group", "1col")],
)
@pytest.mark.parametrize("stem", files.STEMS)
def test_a_figure_has_its_width_and_its_words_are_legible(study, stem, width, written):
    figure = drawn(study, stem, width)
    across, height = figure.get_size_inches() * 25.4
    assert across == pytest.approx(files.WIDTHS[width])
    assert height <= style.MAX_HEIGHT + 0.01
    seen = written(figure)
    for text, box in seen:
        assert text.get_fontsize() >= style.TYPE - 0.5, text
        assert box.x0 > -1.5 and box.x1 < figure.bbox.width + 1.5, text
        assert box.y0 > -1.5 and box.y1 < figure.bbox.height + 1.5, text
    assert not [pair for pair in itertools.combinations(seen, 2) if covered(*pair) > 0.2]


def covered(one, other) -> float:
    """Share of the smaller of two texts that the other covers."""
    first, second = one[1], other[1]
    across = min(first.x1, second.x1) - max(first.x0, second.x0)
    along = min(first.y1, second.y1) - max(first.y0, second.y0)
    return max(across, 0) * max(along, 0) / min(first.width * first.height, second.width * second.height)


@pytest.mark.parametrize("stem", files.STEMS)
@pytest.mark.parametrize("emptied", [True, False])
def test_without_data_a_figure_and_its_caption_say_so(stem, emptied):
    known = {name: frame.clear() for name, frame in material.tables().items()} if emptied else {}
    for width in files.WIDTHS:
        figure = gallery.draw(stem, known, material.settings(), width)
        assert " ".join(figure.texts[0].get_text().split()) == gallery.MODULES[stem].EMPTY
        assert gallery.caption(stem, known, material.settings(), width).text == gallery.MODULES[stem].EMPTY


@pytest.mark.parametrize("stem", ["activation", "cooccurrence_network"])
def test_drawing_twice_gives_the_same_bytes(stem, tmp_path):
    settings = material.settings()
    for run in ("a", "b"):
        gallery.write(tmp_path / run, material.tables(), settings, [stem])
    first, second = (sorted((tmp_path / run).iterdir()) for run in ("a", "b"))
    assert len(first) == 2 * 4 + 1
    assert [p.name for p in first] == [p.name for p in second]
    assert all(a.read_bytes() == b.read_bytes() for a, b in zip(first, second, strict=True))
    assert not any(b"CreationDate" in p.read_bytes() or b"<dc:date>" in p.read_bytes() for p in first)


def test_drawing_leaves_the_rest_of_matplotlib_alone():
    before = dict(mpl.rcParams)
    gallery.draw("actors", material.tables(), material.settings())
    assert dict(mpl.rcParams) == before
    import matplotlib.pyplot as plt

    assert plt.get_fignums() == []


def test_files_are_those_the_workflow_expects(tmp_path):
    settings = material.settings(figures={"formats": ["svg"]})
    paths = gallery.write(tmp_path, {}, settings)
    assert [p.name for p in paths] == files.names(["svg"])
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(files.names(["svg"]))
    told = json.loads((tmp_path / files.CAPTIONS).read_text(encoding="utf-8"))
    assert list(told) == list(files.STEMS)
    assert set(told["actors"]) == {"title", "alt", "1col", "2col"}


def test_every_figure_has_module_caption_and_report_text():
    assert tuple(gallery.MODULES) == files.STEMS == tuple(captions.texts()["figures"])
    assert {p.stem for p in REPORT.glob("*.rst")} >= set(files.STEMS)


def test_captions_quote_the_study():
    settings = material.settings(constructed=True, seed=7)
    text = gallery.caption("actors", material.tables(), settings).text
    for said in (
        "7 speakers (Citizens) and 7 (Experts)",
        "effective size, jackknife",
        "95 % interval over speakers",
        "constructed",
    ):
        assert said in text
    assert "Two events, not two populations" in text
    assert "Only 7 speakers in Citizens and 7 in Experts: below 10 speakers" in text
    assert "Citizens minus Experts" in text
    assert "Citizens minus Experts" not in gallery.caption("actors", material.tables(), settings, "1col").text


@pytest.mark.parametrize("constructed", [True, False])
def test_constructed_transcripts_are_said_to_be_so_in_every_caption_and_only_there(constructed):
    settings = material.settings(constructed=constructed)
    for stem in files.STEMS:
        assert ("constructed" in gallery.caption(stem, material.tables(), settings).text) is constructed
    texts = [t.get_text() for t in gallery.draw("floor", material.tables(), settings).texts]
    assert (style.CONSTRUCTED in texts) is constructed


def test_a_single_group_is_compared_with_nothing():
    text = gallery.caption("actors", material.tables(("citizens",)), STUDIES["one group"][1]).text
    assert "events" not in text and "minus" not in text


def test_groups_differ_in_colour_and_shape_and_keep_both():
    groups = tuple("abcdef")
    known = labels.Labels(groups, dict.fromkeys(groups, 9))
    assert len({style.colour(known, g) for g in groups}) == len({style.marker(known, g) for g in groups}) == 6
    assert style.colour(known, "a") == "#0072B2"


def test_png_is_made_for_print(tmp_path):
    from PIL import Image

    figure = gallery.draw("floor", material.tables(), material.settings(), "1col")
    with style.applied():
        saving.save(figure, tmp_path, "floor", ["png"])
    with Image.open(tmp_path / "floor.png") as image:
        assert image.width == pytest.approx(85 / 25.4 * 300, abs=1)
        assert "Software" not in image.info


def test_speakers_are_counted_without_facilitators_unless_these_are_kept():
    turns = pl.DataFrame(
        {
            "group": ["a", "a"],
            "speaker_code": ["A01", "F01"],
            "role": ["participant", "facilitator"],
            "n_words": [9, 9],
        }
    )
    without = material.settings({"a": "A"})
    assert labels.of(without, {"turns": turns}).n_speakers == {"a": 1}
    kept = material.settings({"a": "A"}, corpus={"exclude_facilitators": False})
    assert labels.of(kept, {"turns": turns}).n_speakers == {"a": 2}


@pytest.mark.parametrize("constructed", [True, False])
@pytest.mark.parametrize("template", sorted(REPORT.glob("*.rst")), ids=lambda path: path.stem)
def test_report_texts_are_sound_and_quote_the_config(template, constructed, tmp_path, monkeypatch):
    settings = material.settings(constructed=constructed, seed=77)
    gallery.write(tmp_path / "my results", {}, settings, files.STEMS[:1])
    for stem in files.STEMS[1:]:
        (tmp_path / "my results" / f"{stem}_2col.txt").write_text("Nothing to see. ↻\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    job = SimpleNamespace(config=settings.model_dump(mode="json"), output=["my results/actors_1col.pdf"])
    source = (
        jinja2.Environment(undefined=jinja2.StrictUndefined)
        .from_string(template.read_text("utf-8"))
        .render(snakemake=job)
    )
    html = publish_parts(source, writer="html", settings_overrides={"halt_level": 2})["body"]
    assert "77" in html
    assert "system-message" not in html
    if template.stem != "workflow":
        assert ("No social actor" if template.stem == "actors" else "Nothing to see. ↻") in html
    else:
        assert ("constructed" in html) is constructed


def test_a_settled_layout_has_no_digits_that_differ_between_runs():
    for ax in drawn("two groups", "actors", "2col").axes:
        bounds = ax.get_position(original=True).bounds
        assert bounds == pytest.approx([round(side, 5) for side in bounds], abs=1e-12)
