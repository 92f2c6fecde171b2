"""The loop of joint training: batches of all languages in random order, a falling learning rate, checkpoints.

Each step takes a batch of one language; the learning rate falls linearly to zero over the steps planned (or
the seconds allowed), once or in several cycles. The weights at the ends of cycles can be averaged (`best`):
their mean is often better than each (Izmailov et al. 2018).
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch

from machtstaal.training import noise
from machtstaal.training.batches import Example, batches, collate, example
from machtstaal.training.heads import Heads
from machtstaal.training.joint import Joint
from machtstaal.training.treebank import Sentence


@dataclass(frozen=True)
class Schedule:
    """How long and how fast to train.

    Parameters
    ----------
    steps
        Steps planned, over all languages.
    seconds
        Wall time allowed; training ends with whichever comes first. None: no limit. A limit in time makes the
        result depend on the machine, a limit in steps does not.
    warmup
        Steps over which the learning rates rise, at the beginning of each cycle.
    cycles
        Times the learning rate falls from its highest to zero.
    start_counts
        The weights that training starts from are an end of a cycle, too (number 0): for going on with trained models.
    repeats
        Times the batches of a language come in an epoch, if not once.
    encoder_rate, heads_rate
        Learning rates at their highest.
    tagging
        Weight of the tagger's loss, the parser's being 1.
    tag_every
        Steps of which one trains the tagger too, with so many times its weight: it is good long before the parser.
    pieces
        Word pieces in a batch.
    speech
        Share of sentences changed into transcribed speech (`noise.speech`).
    quotes
        Share of sentences with straight quotation marks that get another kind (`noise.quoted`).
    save_every
        Steps between checkpoints (and lines in the log).
    """

    steps: int
    seconds: float | None = None
    warmup: int = 100
    cycles: int = 1
    start_counts: bool = False
    repeats: Mapping[str, int] = field(default_factory=dict)
    encoder_rate: float = 2e-4
    heads_rate: float = 1.5e-3
    tagging: float = 0.5
    tag_every: int = 2
    pieces: int = 1300
    speech: float = 0.2
    quotes: float = 0.5
    save_every: int = 250


def train(
    joint: Joint,
    treebanks: dict[str, Sequence[Sentence]],
    schedule: Schedule,
    folder: Path,
    seed: int,
    report=print,
) -> None:
    """Train, from the last checkpoint in `folder` if there is one; the weights at the end of cycle n are `cycle-n.pt`.

    Parameters
    ----------
    treebanks
        Training sentences of each language.
    report
        Called with a line of text now and then.
    """
    torch.manual_seed(seed)
    torch.set_flush_denormal(True)
    folder.mkdir(parents=True, exist_ok=True)
    examples = {
        heads.language: [e for s in treebanks[heads.language] if (e := example(s, heads, joint.tokenizer))]
        for heads in joint.heads
    }
    encoder = [p for p in joint.encoder.parameters() if p.requires_grad]
    others = [p for heads in joint.heads for p in heads.parameters()]
    optimizer = _optimizer(encoder, others, schedule)
    step, spent, epoch, done = 0, 0.0, 0, 0
    if schedule.start_counts and not (folder / "cycle-0.pt").exists():
        torch.save(joint.state(), folder / "cycle-0.pt")
    if (folder / "last.pt").exists():
        saved = torch.load(folder / "last.pt", weights_only=True)
        joint.load(saved["weights"])
        optimizer.load_state_dict(saved["optimizer"])
        step, spent, epoch, done = (saved[name] for name in ("step", "seconds", "epoch", "done"))
        report(f"Going on from step {step}.")
    started = time.monotonic() - spent
    cycle = int(_fraction(schedule, max(0, step - 1), spent) * schedule.cycles)
    joint.train_mode(True)
    losses: list[float] = []
    while (fraction := _fraction(schedule, step, time.monotonic() - started)) < 1:
        plan = _plan(joint.heads, examples, schedule, seed + epoch)
        for number in range(done, len(plan)):
            fraction = _fraction(schedule, step, time.monotonic() - started)
            if fraction >= 1:
                break
            if int(fraction * schedule.cycles) > cycle:
                torch.save(joint.state(), folder / f"cycle-{cycle + 1}.pt")
                cycle += 1
            for group in optimizer.param_groups:
                group["lr"] = group["highest"] * rate(schedule, fraction)
            heads, indices = plan[number]
            torch.manual_seed(seed * 1_000_003 + step)  # a resumed training draws what an unbroken one does
            rng = np.random.default_rng([seed, step])
            chosen = [
                _varied(examples[heads.language][index], heads, joint.tokenizer, schedule, rng)
                for index in indices
            ]
            tagging = 0.0 if step % schedule.tag_every else schedule.tagging * schedule.tag_every
            loss = joint.loss(heads, collate(chosen), tagging)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(encoder, 1.0)
            torch.nn.utils.clip_grad_norm_(others, 5.0)
            optimizer.step()
            losses.append(loss.item())
            step, done = step + 1, number + 1
            if step % schedule.save_every == 0:
                _save(folder / "last.pt", joint, optimizer, step, time.monotonic() - started, epoch, done)
                mean = sum(losses) / len(losses)
                report(f"step {step}, {fraction:.1%} of the schedule, mean loss {mean:.3f}")
                losses.clear()
        else:
            epoch, done = epoch + 1, 0
    torch.save(joint.state(), folder / f"cycle-{schedule.cycles}.pt")


def rate(schedule: Schedule, fraction: float) -> float:
    """Learning rate as a share of the highest, after a share of the schedule.

    Examples
    --------
    >>> schedule = Schedule(steps=1000, warmup=50, cycles=2)
    >>> [round(rate(schedule, fraction), 2) for fraction in (0.0, 0.05, 0.25, 0.49, 0.5, 0.75)]
    [0.01, 0.9, 0.5, 0.02, 0.01, 0.5]
    """
    phase = fraction * schedule.cycles % 1
    rise = schedule.warmup * schedule.cycles / schedule.steps
    return max(0.01, min(1.0, phase / rise) * (1 - phase)) if rise else max(0.01, 1 - phase)


def average(states: Sequence[Any]) -> Any:
    """Mean of weights that lie in mappings of the same shape.

    Examples
    --------
    >>> one, other = ({"head": {"w": torch.tensor([value])}} for value in (1.0, 3.0))
    >>> average([one, other])["head"]["w"].item()
    2.0
    """
    if isinstance(states[0], Mapping):
        return {key: average([state[key] for state in states]) for key in states[0]}
    if not states[0].is_floating_point():
        return states[-1]
    return torch.stack([state.float() for state in states]).mean(0).to(states[0].dtype)


def best(
    joint: Joint, dev: Mapping[str, Sequence[Example]], schedule: Schedule, folder: Path, report=print
) -> dict[str, dict[str, float]]:
    """Load the end of the last cycle or a mean of the last ends, whichever attaches best on the development sets.

    Parameters
    ----------
    dev
        Development sentences of each language.

    Returns
    -------
    dict
        Scores of each language (`Joint.evaluate`) with the weights that were loaded.
    """
    numbers = range(0 if schedule.start_counts else 1, schedule.cycles + 1)
    ends = {number: torch.load(folder / f"cycle-{number}.pt", weights_only=True) for number in numbers}
    chosen, found = None, {}
    for first in numbers:
        state = average([ends[number] for number in range(first, schedule.cycles + 1)])
        joint.load(state)
        scores = {heads.language: joint.evaluate(heads, dev[heads.language]) for heads in joint.heads}
        report(f"Mean of cycles {first} to {schedule.cycles}: {_told(scores)}")
        if chosen is None or _attached(scores) > _attached(found):
            chosen, found = state, scores
    joint.load(chosen)
    return found


def _told(scores: Mapping[str, Mapping[str, float]]) -> str:
    return ", ".join(f"{language} {score['LAS']:.2f}" for language, score in scores.items()) + " LAS"


def _attached(scores: Mapping[str, Mapping[str, float]]) -> float:
    return sum(score["LAS"] for score in scores.values()) / len(scores)


def _save(path: Path, joint: Joint, optimizer, step: int, seconds: float, epoch: int, done: int) -> None:
    state = {"weights": joint.state(), "optimizer": optimizer.state_dict()}
    state |= {"step": step, "seconds": seconds, "epoch": epoch, "done": done}
    torch.save(state, path.with_suffix(".part"))  # an interrupted save must not cost the checkpoint before it
    path.with_suffix(".part").replace(path)


def _fraction(schedule: Schedule, step: int, seconds: float) -> float:
    """Share of the schedule that is over."""
    return max(step / schedule.steps, seconds / schedule.seconds if schedule.seconds else 0.0)


def _plan(
    heads: Sequence[Heads], examples: dict, schedule: Schedule, seed: int
) -> list[tuple[Heads, list[int]]]:
    """Batches of all languages in random order."""
    plan = [
        (one, indices)
        for one in heads
        for time in range(schedule.repeats.get(one.language, 1))
        for indices in batches(examples[one.language], schedule.pieces, seed + 7919 * time)
    ]
    return [plan[place] for place in np.random.default_rng(seed).permutation(len(plan))]


def _varied(one: Example, heads: Heads, tokenizer, schedule: Schedule, rng: np.random.Generator) -> Example:
    """The example, or for a share of them one with other quotation marks or with the marks of speech."""
    sentence = one.gold
    if rng.random() < schedule.quotes:
        sentence = noise.quoted(sentence, rng)
    if rng.random() < schedule.speech:
        sentence = noise.speech(sentence, heads.language, rng)
    return one if sentence == one.gold else example(sentence, heads, tokenizer) or one


def _optimizer(encoder: list, heads: list, schedule: Schedule) -> torch.optim.Optimizer:
    groups = []
    for parameters, rate, decay in (
        (encoder, schedule.encoder_rate, 0.01),
        (heads, schedule.heads_rate, 1e-4),
    ):
        matrices = [p for p in parameters if p.dim() > 1]
        vectors = [p for p in parameters if p.dim() < 2]  # biases and norms are not decayed
        groups.append({"params": matrices, "lr": rate, "highest": rate, "weight_decay": decay})
        groups.append({"params": vectors, "lr": rate, "highest": rate, "weight_decay": 0.0})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6, fused=True)
