"""A headless browser with a report in it; skipped, with the reason, where there is no browser."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))

import chromium
import report_material as material

from machtstaal.report import build


@pytest.fixture(scope="session")
def open_browser(tmp_path_factory):
    """Open a browser of a given size: open_browser(width, height)."""
    executable = chromium.find()
    if executable is None:
        pytest.skip(
            f"no browser on this machine (looked for {', '.join(chromium.NAMES)}; CHROMIUM=path names another)"
        )
    opened = []

    def opening(width: int = 1280, height: int = 900) -> chromium.Browser:
        opened.append(chromium.Browser(executable, tmp_path_factory.mktemp("profile"), (width, height)))
        return opened[-1]

    yield opening
    for browser in opened:
        browser.close()


@pytest.fixture(scope="session")
def report(tmp_path_factory) -> str:
    """Address of the report of the small study, in a folder with a space."""
    path = tmp_path_factory.mktemp("a study") / "report.html"
    path.write_text(build(material.study(), material.SETTINGS), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="session")
def browser(open_browser):
    return open_browser()


@pytest.fixture
def page(browser, report):
    """The report, freshly opened."""
    browser.open("about:blank")
    browser.open(report)
    return browser
