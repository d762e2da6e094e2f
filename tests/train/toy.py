"""A GAN of two tiny networks that learns numbers around three; as a program, it can be killed on its way.

``python -m tests.train.toy WORK STEPS [--stuck-in-step N] [--stuck-in-write N]``: where it is stuck, it says
so and waits for ever.
"""

import argparse
import itertools
import random
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from numpy.random import Generator
from torch import Tensor, nn

from studio.train import checkpoint
from studio.train.batches import Drawn
from studio.train.curves import Losses
from studio.train.loop import Habits, Lesson, Loop
from studio.train.machine import sow
from studio.train.pace import Clock, Length, Schedule
from studio.train.taught import Learner, Taught

MEAN, SPREAD = 3.0, 0.5
HABITS = Habits(report=8, sheet=16, store=7.0)
"""With a clock that counts looks, a checkpoint every seven steps."""


def real(_number: int, rng: Generator) -> Tensor:
    return torch.from_numpy(rng.normal(MEAN, SPREAD, (32, 1)).astype(np.float32))


class ToyLesson(Lesson[Tensor]):
    """Throws every kind of dice that there is, so that a forgotten one is noticed."""

    def __init__(self, rng: Generator, before: Callable[[int], None] = lambda _: None) -> None:
        generator = nn.Sequential(nn.Linear(2, 16), nn.BatchNorm1d(16), nn.Tanh(), nn.Linear(16, 1))
        judge = nn.Sequential(nn.Linear(1, 16), nn.LeakyReLU(0.2), nn.Dropout(0.1), nn.Linear(16, 1))
        fast, slow = Schedule(2e-2, "cosine", rise=10), Schedule(2e-2, "linear")
        learners = {
            "generator": Learner(torch.optim.Adam(generator.parameters(), betas=(0.5, 0.9)), slow, clip=5.0),
            "judge": Learner(torch.optim.AdamW(judge.parameters(), betas=(0.5, 0.9)), fast),
        }
        taught = Taught({"generator": generator, "judge": judge}, learners, {"generator": 0.95})
        super().__init__(taught, Drawn(real, 0), rng)
        self._before = before

    def step(self, batch: Tensor, step: int) -> Losses:
        self._before(step)
        generator, judge = self.taught.nets["generator"], self.taught.nets["judge"]
        fake = generator(torch.randn(len(batch), 2) * (1 + 0.01 * random.random()))
        softness = 0.02 * float(self.rng.random())
        judged = ((judge(batch) - 1 + softness) ** 2).mean() + (judge(fake.detach()) ** 2).mean()
        self.taught.learners["judge"].improve(judged)
        fooled = ((judge(fake) - 1) ** 2).mean()
        self.taught.learners["generator"].improve(fooled)
        return {"judge": judged, "generator": fooled}

    @torch.no_grad()
    def figures(self) -> dict[str, float]:
        """How far the averaged generator's numbers are from the real ones, in mean and in spread."""
        z = torch.randn(512, 2, generator=torch.Generator().manual_seed(1))
        made = self.taught.averages["generator"].net.eval()(z)
        return {"off": abs(float(made.mean()) - MEAN) + abs(float(made.std()) - SPREAD)}

    def sheet(self) -> np.ndarray:
        return np.full((4, 6, 3), (255, 0, 0), np.uint8)


def looks() -> Clock:
    """A clock on which a second passes whenever somebody looks at it."""
    count = itertools.count()
    return Clock(lambda: float(next(count)))


def loop_of(
    work: Path,
    length: Length,
    before: Callable[[int], None] = lambda _: None,
    recipe: str = "toy",
    habits: Habits = HABITS,
    tell: Callable[[str], None] = lambda _: None,
) -> Loop[Tensor]:
    return Loop(ToyLesson(sow(0), before), length, work, {"recipe": recipe}, habits, looks(), tell)


def wait_for_the_end() -> None:
    print("stuck", flush=True)
    sys.stdin.read()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("work", type=Path)
    parser.add_argument("steps", type=int)
    parser.add_argument("--stuck-in-step", type=int)
    parser.add_argument("--stuck-in-write", type=int)
    asked = parser.parse_args()
    torch.set_num_threads(1)
    writes, onto_disk = itertools.count(1), checkpoint._onto_disk

    def onto_disk_or_stuck(path: Path) -> None:
        if next(writes) == asked.stuck_in_write:
            wait_for_the_end()
        onto_disk(path)

    checkpoint._onto_disk = onto_disk_or_stuck
    loop_of(
        asked.work,
        Length(asked.steps),
        lambda step: wait_for_the_end() if step == asked.stuck_in_step else None,
    ).run()


if __name__ == "__main__":
    main()
