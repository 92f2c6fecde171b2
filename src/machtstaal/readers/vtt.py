"""WebVTT subtitles (Teams, Zoom, noScribe, WhisperX): ``<v Name>`` voices, or names in the text."""

import html
import re
from collections.abc import Set
from pathlib import Path

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

from machtstaal.problems import Problem
from machtstaal.readers import encoding, labels, subtitles
from machtstaal.readers.subtitles import Cue
from machtstaal.readers.utterance import Transcript, Utterance, merge

_VOICE = re.compile(r"<v(?:\.[^\s<>.]*)*(?:\s([^<>]{0,200}))?>")
_TAG = re.compile(r"<[^<>]{0,200}>")
_OVERLAP = re.compile(r"^\s*//\s*[^:/]{1,40}:\s*|//\s*$")


def read(path: Path, known: Set[str] = frozenset()) -> Transcript:
    """Utterances of a WebVTT file, consecutive cues of one speaker merged.

    Raises
    ------
    Problem
        If the file is not WebVTT, a cue has no times, or speech has no speaker.
    """
    text, warnings = encoding.read(path)
    try:
        captions = list(webvtt.from_string(text))
    except MalformedFileError:
        raise Problem(f"{path}, line 1: is not WebVTT, it does not begin with 'WEBVTT'.") from None
    except MalformedCaptionError as broken:
        raise Problem(f"{path}: is broken WebVTT ({broken}).") from None
    n_arrows = sum("-->" in line for line in text.split("\n"))
    if n_arrows > len(captions):
        raise Problem(
            f"{path}: {n_arrows - len(captions)} of {n_arrows} cues cannot be read; "
            "write their times as 00:00:01.000 --> 00:00:02.000, each cue after a blank line."
        )
    raw = [
        Cue(number, c.start_time.in_milliseconds(), c.end_time.in_milliseconds(), c.raw_text)
        for number, c in enumerate(captions, 1)
    ]
    if any((found[1] or "").strip() for cue in raw for found in _VOICE.finditer(cue.text)):
        return Transcript(_in_voices(raw, path), warnings)
    plain = [Cue(cue.number, cue.start_ms, cue.end_ms, _plain(cue.text)) for cue in raw]
    transcript = subtitles.in_text(plain, path, known)
    return Transcript(transcript.utterances, warnings + transcript.warnings)


def _in_voices(cues: list[Cue], path: Path) -> list[Utterance]:
    """Read cues with ``<v Name>``; noScribe's overlaps, ``<v //S01>``, follow the turn they fall in."""
    turns: list[Utterance] = []
    overlaps: list[Utterance] = []
    for cue in cues:
        before, *voices = _VOICE.split(cue.text)
        if _plain(before).strip():
            raise Problem(
                f"{path}, {cue.place}: no speaker. Write '<v Name>' before '{_plain(before)[:40].strip()}'."
            )
        for voice, said in zip(voices[::2], voices[1::2], strict=True):
            name, words = labels.tidy(html.unescape(voice or "")), _plain(said).strip()
            if not words:
                continue
            if not name.lstrip("/ "):
                raise Problem(
                    f"{path}, {cue.place}: no speaker. Write a name in '<v Name>' before '{words[:40]}'."
                )
            if name.startswith("//"):
                name, words = name.lstrip("/ "), _OVERLAP.sub("", words)
                overlaps.append(Utterance(name, words, cue.place, start_ms=cue.start_ms, end_ms=cue.end_ms))
                continue
            words = words.removeprefix("//").lstrip() if overlaps else words
            piece = Utterance(name, words, cue.place, start_ms=cue.start_ms, end_ms=cue.end_ms)
            if not (turns and turns[-1].speaker == name):
                turns += merge(overlaps)
                overlaps = []
            turns = merge([*turns, piece])
    return turns + merge(overlaps)


def _plain(text: str) -> str:
    return html.unescape(_TAG.sub("", text))
