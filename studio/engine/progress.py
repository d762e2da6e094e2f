"""How work tells how far it is: one callback, which may also stop it by raising."""

from collections.abc import Callable

Progress = Callable[[float, str], None]
"""Told the share that is done (0–1) and what is being done, in a few words; raising stops the work."""


def unheard(done: float, doing: str) -> None:
    """For callers that don't want to be told."""


def onward(progress: Progress) -> Progress:
    """The same callback for work of which several parts tell in turn how far they are: it never goes back."""
    furthest = 0.0

    def told(done: float, doing: str) -> None:
        nonlocal furthest
        furthest = max(furthest, done)
        progress(furthest, doing)

    return told


def share(progress: Progress, start: float, end: float) -> Progress:
    """The same callback for a part of the work that goes from ``start`` to ``end`` of the whole."""

    def told(done: float, doing: str) -> None:
        progress(start + (end - start) * min(max(done, 0.0), 1.0), doing)

    return told
