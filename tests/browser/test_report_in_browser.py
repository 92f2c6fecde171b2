"""The report as a reader uses it: numbers are clicked, quotes are read, keys are pressed."""

import json
import re

import pytest
import report_material as material

from machtstaal.report import build

TEXTS = dict(material.turns().select("turn", "text").iter_rows())

SHOWN = """
(() => [...document.querySelectorAll("#panel-quotes > li")].map((item) => ({
  turn: item.querySelector(".where").textContent.split(" \\u00b7 ").pop(),
  text: item.querySelector(".text").textContent,
  marks: [...item.querySelectorAll("mark")].map((mark) => ({spans: mark.dataset.spans.split(" "), text: mark.textContent})),
})))()
"""


def all_shown(page):
    """Quotes in the panel after `more` was pressed until there are no more."""
    page.run("while (!panel.more.hidden) panel.more.click()")
    return page.run(SHOWN)


def test_the_page_opens_without_complaint_and_asks_for_nothing_else(page, report):
    assert page.faults() == []
    assert page.requests() == [report]


def test_every_number_opens_as_many_quotes(page):
    wrong = page.run("""
        [...document.querySelectorAll("button[data-quotes]")]
          .map((button) => [button.dataset.quotes, Number(button.textContent.replace(/,/g, "")), evidence.rows(button.dataset.quotes).length])
          .filter(([, shown, rows]) => shown !== rows)
    """)
    assert wrong == []
    assert page.run('document.querySelectorAll("button[data-quotes]").length') > 1000


def test_a_click_shows_the_quotes_and_marks_what_the_tables_say(page):
    """One number of every definition is clicked, all its quotes are read, and every mark is compared with the text."""
    keys = page.run("""
        Object.values(Object.fromEntries([...document.querySelectorAll("button[data-quotes]")]
          .map((button) => [button.dataset.quotes.split("?")[0], button.dataset.quotes])))
    """)
    assert len(keys) > 40
    for key in keys:
        number = page.run(f"""(() => {{
            const button = document.querySelector(`[data-quotes="${{CSS.escape({json.dumps(key)})}}"]`);
            button.click();
            return button.textContent;
        }})()""")
        quotes = all_shown(page)
        assert len(quotes) == int(number.replace(",", "")), key
        assert page.run("panel.status.textContent").startswith(f"{number} "), key
        for quote in quotes:
            text = TEXTS[quote["turn"]]
            assert quote["text"].strip(" …") in text, key
            for span in {span for mark in quote["marks"] for span in mark["spans"]}:
                start, end = map(int, span.split("-"))
                assert (
                    "".join(mark["text"] for mark in quote["marks"] if span in mark["spans"])
                    == text[start:end]
                )


def test_marks_after_an_emoji_are_in_their_place(page):
    page.run('panel.open("prominence?actor=business&group=citizen")')
    party = [quote for quote in all_shown(page) if "🎉" in quote["text"]]
    assert party
    assert {mark["text"].lower() for quote in party for mark in quote["marks"]} == {"bedrijven"}


def test_marks_after_a_combining_character_are_in_their_place(page):
    page.run('panel.open("prominence?actor=business&group=citizen")')
    cafe = [quote for quote in all_shown(page) if quote["text"].startswith("Cafe\u0301")]
    assert cafe
    assert {mark["text"].lower() for quote in cafe for mark in quote["marks"]} == {"bedrijven"}


def test_what_was_said_runs_nothing(page):
    page.run("window.ran = 0; window.alert = () => { window.ran += 1; }")
    page.run('panel.open("turns?group=citizen"); panel.filter.value = "wachtwoord"; panel.find()')
    (first, _) = page.run(SHOWN)
    assert first["text"] == material.INERT
    assert page.run('[window.ran, document.querySelectorAll("#panel img, #panel script").length]') == [0, 0]


def test_the_panel_is_used_by_keyboard(page):
    page.run('document.querySelector("#table-prominence .count").focus()')
    page.press("Enter", 13)
    assert page.run("[panel.root.hidden, document.activeElement.id]") == [False, "panel-title"]
    page.press("Escape", 27)
    assert page.run("panel.root.hidden")
    assert page.run('document.activeElement === document.querySelector("#table-prominence .count")')


def test_twenty_quotes_at_a_time(page):
    page.run('panel.open("turns?group=expert")')
    assert page.run("[panel.list.children.length, panel.more.textContent]") == [20, "Show 20 more"]
    page.run("panel.more.click()")
    assert page.run("[panel.list.children.length, document.activeElement === panel.list.children[20]]") == [
        40,
        True,
    ]


def test_an_address_names_its_quotes(page, report):
    page.run('document.querySelector("#table-activation .count").click()')
    address, title = page.run("[location.href, panel.heading.textContent]")
    assert address.startswith(f"{report}#quotes:activation?actor=")
    page.open("about:blank")
    page.open(address)
    assert page.run("[panel.root.hidden, panel.heading.textContent]") == [False, title]


def test_an_address_that_names_nothing_opens_nothing(page, report):
    page.open("about:blank")
    page.open(f"{report}#quotes:nonsense?x=1")
    assert page.run("panel.root.hidden")
    assert page.faults() == []


def test_the_filter_of_the_panel_ignores_capitals_and_accents(page):
    page.run('panel.open("turns?group=citizen"); panel.filter.value = "CAFE DICHT"; panel.find()')
    assert "with this text" in page.run("panel.status.textContent")
    assert all("Cafe\u0301 dicht" in quote["text"] for quote in page.run(SHOWN))


def test_context_is_shown_on_demand(page):
    page.run('panel.open("prominence?actor=government&group=expert")')
    row = page.run("""(() => {
        const item = [...panel.list.children].find((one) => one.querySelectorAll("button").length === 2);
        const [whole, around] = item.querySelectorAll("button");
        whole.click();
        around.click();
        return [item.querySelector(".where").textContent, item.querySelector(".text").textContent, item.querySelectorAll(".around").length];
    })()""")
    assert row[1] == TEXTS[row[0].split(" · ")[-1]]
    assert row[2] >= 1


def test_quotes_are_downloaded_as_csv(page):
    page.run("URL.createObjectURL = (blob) => { window.saved = blob; return '#'; }")
    page.run('panel.open("passives?group=expert"); panel.save()')
    lines = page.run("window.saved.text()").removeprefix("\ufeff").strip().split("\r\n")
    assert (
        lines[0]
        == "id,turn,speaker,group,scenario,start,end,process,agent,patient,beneficiary,mention,word,collocate,sentence,text"
    )
    assert len(lines) - 1 == page.run("panel.rows.length")
    assert all(",expert," in line for line in lines[1:])


def test_words_open_as_lines_that_are_sorted_by_their_neighbours(page):
    page.run('document.querySelector("#words .table .count").click()')
    lines = page.run("""(() => [...panel.list.children].map((item) => ({
        class: item.className, left: item.querySelector(".left").textContent, right: item.querySelector(".right").textContent,
        id: item.querySelector(".id").textContent.split(" ")[1], turn: item.querySelector(".where").textContent.split(" \\u00b7 ").pop(),
    })))()""")
    kwic = material.study().kwic.filter(kind="key word")
    found = {row["token"]: row for row in kwic.iter_rows(named=True)}
    assert lines and all(line["class"] == "line" for line in lines)
    for line in lines:
        said = found[line["id"]]
        assert said["turn"] == line["turn"] and line["right"].startswith(said["node"])
        assert line["left"].endswith(said["left"]) and TEXTS[said["turn"]][said["node_start"] :].startswith(
            line["right"]
        )
    for side, sign in (("right", 1), ("left", -1)):
        page.run(f'panel.view.value = "{side}"; panel.view.dispatchEvent(new Event("change"))')
        texts = page.run(f'[...panel.list.querySelectorAll(".{side}")].map((part) => part.textContent)')
        words = [
            [word for word in re.findall(r"\w+", text.lower())][::sign][:1]
            for text in ([text.partition(" ")[2] for text in texts] if side == "right" else texts)
        ]
        assert words == sorted(words)
    page.run('panel.view.value = "quotes"; panel.view.dispatchEvent(new Event("change"))')
    assert page.run('[panel.list.children[0].className, panel.root.classList.contains("lines")]') == [
        "",
        False,
    ]


def test_a_collocate_and_its_actor_are_both_marked(page):
    page.run('document.querySelector("#collocations .count").click()')
    marks = page.run(
        '[...panel.list.children].map((item) => [...item.querySelectorAll("mark")].map((mark) => mark.className).sort())'
    )
    assert marks and all(line == ["collocate", "mention"] for line in marks)


def test_a_table_is_sorted_both_ways(page):
    column = '[...document.querySelectorAll("#table-prominence tbody tr")].map((row) => Number(row.children[1].dataset.value))'
    head = 'document.querySelectorAll("#table-prominence .sort")[0]'
    page.run(f"{head}.click()")
    assert page.run(column) == sorted(page.run(column), reverse=True)
    assert page.run(f'{head}.closest("th").getAttribute("aria-sort")') == "descending"
    page.run(f"{head}.click()")
    assert page.run(column) == sorted(page.run(column))


def test_a_table_is_filtered_by_family(page):
    rows = """[...document.querySelectorAll("#table-differences-citizen-expert tbody tr")].filter((row) => row.offsetParent)"""
    assert page.run(f"{rows}.length") == 25
    page.run("""(() => {
        const family = document.querySelector('[data-family-of="table-differences-citizen-expert"]');
        family.value = "activation";
        family.dispatchEvent(new Event("input"));
    })()""")
    assert set(page.run(f"{rows}.map((row) => row.dataset.family)")) == {"activation"}


def test_all_rows_of_a_long_table_are_shown_on_demand(page):
    seen = '[...document.querySelectorAll("#table-together-all tbody tr")].filter((row) => row.offsetParent).length'
    before = page.run(seen)
    page.run("""document.querySelector('[data-all-of="table-together-all"]').click()""")
    assert before == 10 < page.run(seen)


def test_memos_are_kept_and_saved_as_text(page, report):
    page.run("""(() => {
        const field = document.querySelector("textarea[data-memo]");
        field.value = "Wie spreekt hier?";
        field.dispatchEvent(new Event("input"));
    })()""")
    page.open("about:blank")
    page.open(report)
    assert page.run('document.querySelector("textarea[data-memo]").value') == "Wie spreekt hier?"
    page.run("URL.createObjectURL = (blob) => { window.saved = blob; return '#'; }")
    page.run('document.getElementById("save-memos").click()')
    saved = page.run("window.saved.text()")
    assert saved.startswith(material.SETTINGS["title"])
    assert "interpretation:\nWie spreekt hier?" in saved
    page.run("localStorage.clear()")


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_the_page_is_not_wider_than_the_window(open_browser, report, width):
    narrow = open_browser(width)
    narrow.call(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 400},
    )
    narrow.open(report)
    assert narrow.run("document.documentElement.scrollWidth") <= width
    narrow.run('document.querySelector("#table-corpus .count").click()')
    assert narrow.run("document.documentElement.scrollWidth") <= width


def test_a_study_of_sixty_thousand_words_is_small_and_quick(open_browser, tmp_path):
    study = material.study(n=1180)
    assert study.turns["n_words"].sum() > 60_000
    path = tmp_path / "large.html"
    path.write_text(build(study, material.SETTINGS), encoding="utf-8")
    assert path.stat().st_size < 8e6
    large = open_browser()
    assert large.open(path.as_uri()) < 2 * 3  # seconds; three times the goal, for a machine with other work
    begin = large.run("performance.now()")
    large.run('panel.open("activation-of?actor=business&group=citizen")')
    assert large.run("performance.now()") - begin < 500
