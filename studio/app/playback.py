"""Playing: frames are drawn ahead on a thread of their own, and shown when the sound gets there.

The sound is the clock. A frame that comes too late is dropped, and drawing that is late goes on from where
the sound is.
"""

import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from studio.app.patch import Patch
from studio.app.preview import Drafts
from studio.app.sound import Playing
from studio.core.time import Seconds
from studio.engine.providers import blamed
from studio.engine.scene import Scene

AHEAD: Final = 24
"""Frames that are drawn ahead at most."""
_READY: Final = 6
"""Frames that are drawn before it begins."""
_ON: Final = 2
"""Frames before the sound that drawing goes on from if it is late."""


@dataclass(slots=True)
class Tally:
    """Frames that were shown, and that came too late."""

    shown: int = 0
    dropped: int = 0


class Player:
    """One playing, from a frame to the end of the range.

    Args:
        last: the frame to stop before.
        drafts: what was drawn of the portrait already is shown at once, and what is drawn is kept there.
    """

    def __init__(self, scene: Scene, first: int, last: int, drafts: Drafts | None = None) -> None:
        self._drafts = drafts or Drafts(scene.portrait)
        self._scene, self._rate, self._last = scene, scene.rate, last
        self._ready: deque[tuple[int, Patch]] = deque()
        self._room = threading.Semaphore(AHEAD)
        self._stopped = threading.Event()
        self._wanted = first
        self.tally = Tally()
        self.problem: Exception | None = None
        self.sound: Playing | None = None
        self._thread = threading.Thread(target=self._draw, args=(first,), name="playing", daemon=True)
        self._thread.start()

    @property
    def is_ready(self) -> bool:
        """Enough is drawn to begin."""
        return len(self._ready) >= _READY or not self._thread.is_alive()

    def begin(self, sound: Playing) -> None:
        """From now on the sound is the clock."""
        self.sound = sound

    def due(self) -> tuple[int, Patch] | None:
        """The newest frame whose time has come, if there is a new one."""
        if self.sound is None:
            return None
        self._wanted = self._rate.index_at(Seconds(self.sound.now()).limit_denominator(1_000_000))
        found = None
        while self._ready and self._ready[0][0] <= self._wanted:
            if found is not None:
                self.tally.dropped += 1
            found = self._ready.popleft()
            self._room.release()
        if found is not None:
            self.tally.shown += 1
        return found

    @property
    def has_ended(self) -> bool:
        """Everything was shown."""
        return self._wanted >= self._last or (not self._thread.is_alive() and not self._ready)

    def stop(self) -> None:
        """Stop drawing and be silent."""
        self._stopped.set()
        self._room.release()
        self._thread.join()
        if self.sound is not None:
            self.sound.stop()

    def _draw(self, first: int) -> None:
        try:
            numbers = self._numbers(first)
            for index, patch in self._drafts.run(self._scene, numbers, self._last):
                self._room.acquire()
                if self._stopped.is_set():
                    return
                self._ready.append((index, patch))
        except BaseException as error:  # noqa: BLE001 - the end of a thread: whoever plays is told
            self.problem = blamed(error)

    def _numbers(self, first: int) -> Iterator[int]:
        """The frames to draw: those whose time is over when their turn comes are left out."""
        index = first
        while index < self._last:
            yield index
            following = index + 1
            if following <= self._wanted < self._last - 1:
                following = min(self._wanted + _ON, self._last - 1)
                self.tally.dropped += following - index - 1
            index = following
