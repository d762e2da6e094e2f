"""What is done to finished pictures, whoever drew them: each step by itself, or none."""

from dataclasses import dataclass, fields
from typing import Final

from studio.core.errors import UsageError
from studio.core.words import Said


@dataclass(frozen=True, slots=True)
class Finish:
    """Which steps are taken, in this order.

    As text: ``contrast,sharpen``; ``none`` is none of them.

    Attributes:
        contrast: light and dark are spread anew, place by place.
        denoise: noise is taken out.
        sharpen: edges are made crisper.
    """

    contrast: bool = False
    denoise: bool = False
    sharpen: bool = False

    def __bool__(self) -> bool:
        """Whether anything is done."""
        return self.contrast or self.denoise or self.sharpen

    @property
    def steps(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(step.name for step in fields(self) if getattr(self, step.name))

    def __str__(self) -> str:
        return ",".join(self.steps) or "none"

    @classmethod
    def of(cls, steps: tuple[str, ...]) -> "Finish":
        """From names.

        Raises:
            ValueError: one is no step.
        """
        known = {step.name for step in fields(cls)}
        if wrong := [name for name in steps if name not in known]:
            raise ValueError(Said("there is no finishing step “{0}”", wrong[0]))
        return cls(**dict.fromkeys(steps, True))

    @classmethod
    def read(cls, text: str) -> "Finish":
        """From what a person typed.

        Raises:
            UsageError: it is of another form.
        """
        names = tuple(name.strip() for name in text.split(",") if name.strip() not in ("", "none"))
        try:
            return cls.of(names)
        except ValueError as error:
            raise UsageError(
                Said("“{0}” does not tell how pictures are finished.", text),
                Said("Write one or more of contrast, denoise, sharpen; or none."),
            ) from error


PLAIN: Final = Finish()
"""None of the steps."""
