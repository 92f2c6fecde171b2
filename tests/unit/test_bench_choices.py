from machtstaal.annotation import bundle
from machtstaal.commands import bench_choices

TEXTS = ["De gemeente controleert ons.", "Wie beslist daarover? Dat weet ik niet."]


def test_choices_that_only_save_time_change_no_analysis(repository, annotator):
    checked = bundle.check(repository / "data" / "models" / "nl", "nl")
    wanted = annotator.annotate(TEXTS)
    names = []
    for name, one in bench_choices.variants(checked):
        names.append(name)
        found = one.annotate(TEXTS)
        if name in (bench_choices.INT8, bench_choices.HALF):  # these compute otherwise; the words stay
            found, expected = (
                [[[w.form for w in s.words] for s in text] for text in some] for some in (found, wanted)
            )
            assert found == expected
        else:
            assert found == wanted
    assert names[0] == bench_choices.PLAIN and bench_choices.OURS in names


def test_speeds_are_measured_for_every_annotator_on_every_transcript(annotator):
    found = bench_choices.speeds({"one": annotator, "other": annotator}, [TEXTS, TEXTS])
    assert {name: len(values) for name, values in found.items()} == {"one": 2, "other": 2}
    assert all(value > 0 for values in found.values() for value in values)
