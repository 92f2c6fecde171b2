from machtstaal.annotation import bundle
from machtstaal.commands import bench_choices

TEXTS = ["De gemeente controleert ons.", "Wie beslist daarover? Dat weet ik niet."]


def test_choices_that_only_save_time_change_no_analysis(repository):
    checked = bundle.check(repository / "data" / "models" / "nl", "nl")
    found = {name: one.annotate(TEXTS) for name, one in bench_choices.variants(checked)}
    names = list(found)
    assert names[0] == bench_choices.PLAIN
    same = [bench_choices.BATCHED, bench_choices.SHARED, bench_choices.REMEMBERED]
    assert all(found[name] == found[bench_choices.PLAIN] for name in same)
    # the others compute otherwise; the words stay
    words = {
        name: [[[w.form for w in s.words] for s in text] for text in some] for name, some in found.items()
    }
    assert all(words[name] == words[bench_choices.PLAIN] for name in names)
    assert {bench_choices.OURS, bench_choices.INT8, bench_choices.HALF} <= set(names)


def test_speeds_are_measured_for_every_annotator_on_every_transcript(annotator):
    found = bench_choices.speeds({"one": annotator, "other": annotator}, [TEXTS, TEXTS])
    assert {name: len(values) for name, values in found.items()} == {"one": 2, "other": 2}
    assert all(value > 0 for values in found.values() for value in values)
