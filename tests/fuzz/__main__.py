"""Gives the studio hostile inputs until the time is over: ``python -m tests.fuzz --minutes 60``.

Each input is made from a seed and its number. What went wrong is kept in a folder with a line that does it
again; the seeds of all runs are kept too. The exit code is 1 if anything went wrong.
"""

import argparse
import secrets
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import install_fakes
from tests.fuzz.inputs import KINDS, Input, made
from tests.fuzz.judging import Judge, Verdict
from tests.fuzz.valid import Valid


@dataclass(slots=True)
class Tally:
    """What came of the inputs of a kind."""

    codes: Counter[int | str] = field(default_factory=Counter)
    wrong: int = 0
    slowest: float = 0.0
    peak: int = 0

    def add(self, verdict: Verdict) -> None:
        self.codes[verdict.code] += 1
        self.wrong += bool(verdict.wrong)
        self.slowest = max(self.slowest, verdict.seconds)
        self.peak = max(self.peak, verdict.peak)


@dataclass(slots=True)
class Fuzz:
    """A run of them.

    Attributes:
        folder: for everything that is made; what went wrong stays in ``wrong``.
        patience: seconds that an input may take.
    """

    folder: Path
    seed: int
    patience: float = 20.0
    tallies: dict[str, Tally] = field(default_factory=lambda: {kind: Tally() for kind in KINDS})

    def run(self, numbers: Iterator[int], kind: str = "", told: Callable[[str], None] = print) -> list[str]:
        """Try inputs by their numbers; gives what went wrong, a line for each."""
        self.folder.mkdir(parents=True, exist_ok=True)
        site = self.folder / "site"
        if not site.exists():
            install_fakes(site)
        valid = Valid(self.folder / "valid")
        judge = Judge(self.folder / "judge", site, self.patience)
        wrong: list[str] = []
        try:
            for number in numbers:
                place = self.folder / "now"
                shutil.rmtree(place, ignore_errors=True)
                tried = made(self.seed, number, valid, place, kind)
                verdict = judge.judge(tried.job, place)
                self.tallies[tried.kind].add(verdict)
                if verdict.wrong:
                    wrong.append(f"{tried.kind} {number}: {verdict.wrong}")
                    told(wrong[-1])
                    self._keep(tried, verdict, place, kind)
        finally:
            judge.close()
            shutil.rmtree(self.folder / "now", ignore_errors=True)
        return wrong

    def _keep(self, tried: Input, verdict: Verdict, place: Path, kind: str) -> None:
        kept = self.folder / "wrong" / f"{self.seed}-{tried.number}-{tried.kind}"
        shutil.rmtree(kept, ignore_errors=True)
        kept.parent.mkdir(exist_ok=True)
        place.rename(kept)
        again = f"python -m tests.fuzz --seed {self.seed} --only {tried.number}"
        again += f" --kind {kind}" if kind else ""
        words = [again, verdict.wrong, repr(tried.job), verdict.said]
        (kept / "again.txt").write_text("\n\n".join(words) + "\n", "utf-8", "backslashreplace")

    def table(self) -> str:
        """What came of it, kind by kind, as Markdown."""
        lines = [
            "| kind | inputs | accepted | refused | wrong | slowest | most memory |",
            "|---|---|---|---|---|---|---|",
        ]
        every = Tally()
        for kind, tally in self.tallies.items():
            lines.append(_row(kind, tally))
            every.codes += tally.codes
            every.wrong += tally.wrong
            every.slowest, every.peak = max(every.slowest, tally.slowest), max(every.peak, tally.peak)
        return "\n".join([*lines, _row("all", every)])


def _row(kind: str, tally: Tally) -> str:
    count, good = tally.codes.total(), tally.codes[0]
    return (
        f"| {kind} | {count} | {good} | {count - good - tally.wrong} | {tally.wrong} | {tally.slowest:.1f} s "
        f"| {tally.peak / 2**20:.0f} MB |"
    )


def _numbers(minutes: float, inputs: int) -> Iterator[int]:
    end = time.monotonic() + minutes * 60
    number = 0
    while number < inputs and time.monotonic() < end:
        yield number
        number += 1


def main() -> int:
    about = argparse.ArgumentParser(
        prog="python -m tests.fuzz", description="Hostile inputs, and what comes of them."
    )
    about.add_argument("--minutes", type=float, default=60.0)
    about.add_argument("--inputs", type=int, default=1_000_000)
    about.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    about.add_argument("--only", type=int, help="one input, by its number")
    about.add_argument("--kind", choices=list(KINDS), default="")
    about.add_argument("--folder", type=Path, default=Path("output/fuzz"))
    asked = about.parse_args()
    fuzz = Fuzz(asked.folder.absolute(), asked.seed)
    fuzz.folder.mkdir(parents=True, exist_ok=True)
    numbers = iter([asked.only]) if asked.only is not None else _numbers(asked.minutes, asked.inputs)
    print(f"seed {asked.seed}")
    wrong = fuzz.run(numbers, asked.kind, lambda line: print(line, flush=True))
    table = fuzz.table()
    print(table)
    if asked.only is None:
        with (fuzz.folder / "seeds.md").open("a", encoding="utf-8") as seeds:
            seeds.write(f"seed {asked.seed}{f', {asked.kind}' if asked.kind else ''}\n\n{table}\n\n")
    if wrong:
        print(f"What went wrong is kept in {fuzz.folder / 'wrong'}.")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
