"""What a training changes: networks by name, the optimisers that move them, and their running averages."""

import copy
from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.optim import Optimizer

from studio.train.pace import Schedule


class Learner:
    """An optimiser and how fast it learns.

    Args:
        clip: norm to which the gradients of all its parameters together are cut; 0 leaves them.
    """

    def __init__(self, optimiser: Optimizer, schedule: Schedule, clip: float = 0.0) -> None:
        self.optimiser, self.schedule, self._clip = optimiser, schedule, clip

    def set_pace(self, done: float, step: int) -> None:
        """Set the learning rate for a step; the loop calls it. A group may take a ``share`` of it."""
        for group in self.optimiser.param_groups:
            group["lr"] = self.schedule.at(done, step) * group.get("share", 1.0)

    def improve(self, loss: Tensor) -> None:
        """Move the parameters one step down ``loss``.

        Gradients that another learner's loss left in them are forgotten first.
        """
        self.optimiser.zero_grad()
        torch.autograd.backward(loss)
        if self._clip:
            torch.nn.utils.clip_grad_norm_(self._parameters(), self._clip)
        self.optimiser.step()

    def tensors(self) -> dict[str, Tensor]:
        """What the optimiser remembers of each parameter, by the parameter's number and the thing's name."""
        return {
            f"{i}/{name}": value
            for i, kept in self.optimiser.state_dict()["state"].items()
            for name, value in kept.items()
            if value is not None
        }

    def restore(self, tensors: Mapping[str, Tensor]) -> None:
        """Put back what ``tensors`` gave."""
        state: dict[int, dict[str, Tensor]] = {}
        parameters = self._parameters()
        for name, value in tensors.items():
            i, _, what = name.partition("/")
            state.setdefault(int(i), {})[what] = _laid_like(parameters[int(i)], what, value)
        groups = self.optimiser.state_dict()["param_groups"]
        self.optimiser.load_state_dict({"state": state, "param_groups": groups})

    def _parameters(self) -> list[Tensor]:
        return [x for group in self.optimiser.param_groups for x in group["params"]]


def _laid_like(parameter: Tensor, what: str, value: Tensor) -> Tensor:
    """A mean that an optimiser keeps, in memory as its parameter lies, so that sums come out alike."""
    if what == "step" or value.shape != parameter.shape:
        return value
    return torch.empty_like(parameter, dtype=value.dtype, requires_grad=False).copy_(value)


class Average:
    """The running average of a network's weights, which is what is kept in the end.

    Args:
        keep: how much of the average is left after a step; less in the first steps.
    """

    def __init__(self, net: nn.Module, keep: float) -> None:
        self.net = copy.deepcopy(net).requires_grad_(requires_grad=False)
        self._keep = keep

    @torch.no_grad()
    def take(self, net: nn.Module, step: int) -> None:
        """Add the weights after ``step``; what is counted rather than learned is taken over as it is."""
        keep = min(self._keep, (1 + step) / (10 + step))
        for mean, weight in zip(self.net.parameters(), net.parameters(), strict=True):
            mean.lerp_(weight, 1 - keep)
        for counted, count in zip(self.net.buffers(), net.buffers(), strict=True):
            counted.copy_(count)


class Taught:
    """All that changes in a training.

    Args:
        nets: the networks by name, on the device where they are to stay.
        learners: the optimisers by name. One may move several networks; a network may have none.
        averages: of which networks a running average is made, and its ``keep``.
    """

    def __init__(
        self,
        nets: Mapping[str, nn.Module],
        learners: Mapping[str, Learner],
        averages: Mapping[str, float] | None = None,
    ) -> None:
        self.nets, self.learners = dict(nets), dict(learners)
        self.averages = {name: Average(nets[name], keep) for name, keep in (averages or {}).items()}

    def set_pace(self, done: float, step: int) -> None:
        """Set all learning rates for a step."""
        for learner in self.learners.values():
            learner.set_pace(done, step)

    def average(self, step: int) -> None:
        """Add the weights after ``step`` to the averages."""
        for name, average in self.averages.items():
            average.take(self.nets[name], step)

    def tensors(self) -> dict[str, Tensor]:
        """All of it: ``net/NAME/…``, ``average/NAME/…``, ``learner/NAME/…``."""
        return {
            **_below("net", {name: net.state_dict() for name, net in self.nets.items()}),
            **_below("average", {name: mean.net.state_dict() for name, mean in self.averages.items()}),
            **_below("learner", {name: learner.tensors() for name, learner in self.learners.items()}),
        }

    def restore(self, tensors: Mapping[str, Tensor]) -> None:
        """Put back what ``tensors`` gave.

        Raises:
            RuntimeError: these are tensors of other networks.
        """
        for name, net in self.nets.items():
            net.load_state_dict(part(tensors, f"net/{name}/"))
        for name, average in self.averages.items():
            average.net.load_state_dict(part(tensors, f"average/{name}/"))
        for name, learner in self.learners.items():
            learner.restore(part(tensors, f"learner/{name}/"))


def _below(kind: str, named: Mapping[str, Mapping[str, Tensor]]) -> dict[str, Tensor]:
    return {f"{kind}/{name}/{key}": x for name, tensors in named.items() for key, x in tensors.items()}


def part(tensors: Mapping[str, Tensor], prefix: str) -> dict[str, Tensor]:
    """Those whose names begin so, by what follows."""
    return {name.removeprefix(prefix): x for name, x in tensors.items() if name.startswith(prefix)}
