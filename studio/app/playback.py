"""Playing: frames are drawn ahead on a thread of their own, and shown when the sound gets there.

The sound is the clock. A frame that comes too late is dropped; when the drawing falls far behind, it
goes on from where the sound is.
"""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from studio.app.preview import Portrait
from studio.app.sound import Playing
from studio.core.face import FaceState
from studio.core.source import Pixels
from studio.core.time import FrameRate, Seconds, TimeRange
from studio.engine.ports import Quality, Shot

AHEAD: Final = 10
"""Frames that are drawn ahead at most."""
_BEHIND: Final = 6
"""Frames behind the sound from which those between are given up."""


@dataclass(slots=True)
class Tally:
    """Frames that were shown, and that came too late."""

    shown: int = 0
    dropped: int = 0


class _States:
    """The states of all frames, made when they are asked for."""

    def __init__(self, count: int, state_of: Callable[[int], FaceState]) -> None:
        self._count, self._state_of = count, state_of

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: int) -> FaceState:
        return self._state_of(index)


class Player:
    """One playing, from a frame to the end of the range.

    Args:
        state_of: frame number → the face.
        last: the frame to stop before.
    """

    def __init__(
        self,
        portrait: Portrait,
        rate: FrameRate,
        first: int,
        last: int,
        state_of: Callable[[int], FaceState],
        quality: Quality = "draft",
    ) -> None:
        self._portrait, self._rate, self._last = portrait, rate, last
        self._states = _States(last, state_of)
        self._quality = quality
        self._ready: deque[tuple[int, Pixels]] = deque()
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
        return len(self._ready) >= AHEAD // 2 or not self._thread.is_alive()

    def begin(self, sound: Playing) -> None:
        """From now on the sound is the clock."""
        self.sound = sound

    def due(self) -> tuple[int, Pixels] | None:
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
            next_one: int | None = first
            while next_one is not None:
                next_one = self._draw_from(next_one)
        except Exception as error:  # noqa: BLE001 - the end of a thread: whoever plays is told
            self.problem = error

    def _draw_from(self, first: int) -> int | None:
        """Draw from a frame on; the frame to go on from if the drawing is too far behind."""
        span = TimeRange(self._rate.time_of(first), self._rate.time_of(self._last))
        source = self._portrait.source if self._portrait.is_video else None
        shot = Shot(span, self._rate, self._states, source=source)  # type: ignore[arg-type]
        frames = self._portrait.renderer.render(self._portrait.likeness, shot, self._quality)
        for index, frame in enumerate(frames, first):
            self._room.acquire()
            if self._stopped.is_set():
                return None
            self._ready.append((index, frame.pixels))
            behind = self._wanted - index
            if behind > _BEHIND and self._wanted + 2 < self._last:
                self.tally.dropped += behind + 1
                return self._wanted + 2
        return None
