"""One at a time: what a process holds is free again when it ends, however it ends."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def held(path: Path) -> Iterator[bool]:
    """Hold a file that stands for something, and remove it after; False if somebody else holds it."""
    with path.open("ab") as file:
        is_ours = _is_taken(file)
        try:
            yield is_ours
        finally:
            file.close()  # Windows removes no open file
            if is_ours:
                path.unlink(missing_ok=True)


def _is_taken(file: IO[bytes]) -> bool:
    try:
        _take(file)
    except OSError:
        return False
    return True
