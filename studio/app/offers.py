"""What can be chosen to draw, to drive and to speak, and what each says of itself once it is known."""

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final, Literal

from psygnal import Signal

from studio.app.jobs import Lane, Progress
from studio.core.errors import StudioError
from studio.core.project import Drivers
from studio.core.timeline import PORTIONS, WHOLE, Portion
from studio.core.words import Said, in_a_row, listed
from studio.engine import providers
from studio.engine.ports import Hears
from studio.engine.providers import Port
from studio.files.models import card

Stage = Literal["", "untrained", "begun", "trained"]

PORTION_WORDS: Final = MappingProxyType(
    {"mouth": Said("mouth"), "face": Said("face and gaze"), "head": Said("head")}
)
_HEARS: Final = MappingProxyType(
    {"text": Said("text"), "sound": Said("sound"), "words": Said("words"), "phonemes": Said("phonemes")}
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What one of those that can be chosen says of itself.

    Attributes:
        moves, hears: of a driver.
        stage: how far its network was trained; empty where there is none, or nobody wrote it down.
        steps: of the training, if they were counted.
        problem: why it can't be used; None if it can.
        lacks: what is missing of it, though it can be used; empty if nothing is.
    """

    moves: frozenset[Portion] = WHOLE
    hears: frozenset[Hears] = frozenset()
    stage: Stage = ""
    steps: int | None = None
    problem: StudioError | None = None
    lacks: str = ""

    @property
    def trained(self) -> str:
        """How far its network was trained, in words; empty where there is none."""
        if self.stage == "untrained":
            return Said("Its network is not trained.")
        if self.stage == "begun":
            if self.steps is None:
                return Said("The training of its network is begun: not yet useful.")
            return Said("The training of its network is begun, {0} steps: not yet useful.", self.steps)
        if self.stage == "trained" and self.steps is not None:
            return Said("Its network was trained for {0} steps.", self.steps)
        return Said("Its network was trained.") if self.stage == "trained" else ""

    @property
    def told(self) -> str:
        """All of it that a person should know, in sentences."""
        if self.problem is not None:
            return in_a_row((self.problem.message, self.problem.hint))
        drives = ""
        if self.hears:
            heard = listed(words for name, words in _HEARS.items() if name in self.hears)
            drives = Said("Moves: {0}. Goes by: {1}.", portions(self.moves), heard)
        return in_a_row((drives, self.lacks, self.trained))

    def refusal(self, name: str, portion: Portion) -> str:
        """Why the driver of that name can't move a portion of the face; empty if it can."""
        if self.problem is not None:
            return self.told
        return (
            "" if portion in self.moves else Said("{0} does not move the {1}.", name, PORTION_WORDS[portion])
        )


UNKNOWN: Final = Facts()
"""Of one that nobody has looked at yet."""


def portions(moved: frozenset[Portion]) -> str:
    """Some portions of the face, in words."""
    return listed(PORTION_WORDS[portion] for portion in PORTIONS if portion in moved)


def facts_of(made: object) -> Facts:
    """What a renderer, driver or voice says of itself; its model has a card that tells of the training."""
    known = Facts(
        getattr(made, "moves", WHOLE), getattr(made, "hears", frozenset()), lacks=getattr(made, "lacks", "")
    )
    training = _training(getattr(made, "model", ""))
    return known if training is None else replace(known, stage=training.stage, steps=training.steps)


def _training(model: str) -> Any:
    """What a model's card tells of its training; None without a card, or a word about it."""
    try:
        return getattr(card(model), "training", None) if model else None
    except StudioError:
        return None


def names_of(drivers: Drivers) -> tuple[str, ...]:
    """The drivers that are chosen, each once: the mouth's first."""
    return tuple(dict.fromkeys(drivers.of(portion) for portion in PORTIONS))


class Offers:
    """What is installed for each port. Names are known at once; of what else is asked, everything that is
    offered must be made, which takes its time where there are networks: it happens on a lane, once.
    """

    learned = Signal(str)
    """More is known of what is offered for a port."""

    def __init__(self, lane: Lane) -> None:
        self._lane = lane
        self._names: dict[Port, tuple[str, ...]] = {}
        self._facts: dict[tuple[Port, str], Facts] = {}
        self._asked: set[Port] = set()

    def names(self, port: Port) -> tuple[str, ...]:
        """Names of all that is offered."""
        if port not in self._names:
            self._names[port] = tuple(providers.survey(port).offers)
        return self._names[port]

    def facts(self, port: Port, name: str) -> Facts:
        """What is known of one."""
        return self._facts.get((port, name), UNKNOWN)

    def know(self, port: Port, name: str, made: object) -> None:
        """One of them was made by somebody who needed it."""
        self._facts[port, name] = facts_of(made)
        self.learned.emit(port)

    def learn(self, port: Port) -> None:
        """Find out about all that is offered for a port; ``learned`` tells when it is done."""
        if port in self._asked:
            return
        self._asked.add(port)
        missing = [name for name in self.names(port) if (port, name) not in self._facts]

        def done(found: dict[str, Facts]) -> None:
            self._facts |= {(port, name): facts for name, facts in found.items()}
            self.learned.emit(port)

        self._lane.start(Said("looking"), lambda tell: _looked_at(port, missing, tell), done)


def _looked_at(port: Port, names: list[str], tell: Progress) -> dict[str, Facts]:
    found: dict[str, Facts] = {}
    offers = providers.survey(port).offers
    for done, name in enumerate(names):
        tell(done / len(names), name)
        try:
            found[name] = facts_of(offers[name].make())
        except StudioError as problem:
            found[name] = Facts(problem=problem)
    return found
