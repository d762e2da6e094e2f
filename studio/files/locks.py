"""One at a time: what a process holds is free again when it ends, however it ends."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

from filelock import FileLock, Timeout

_SUFFIX: Final = ".lock"
PATIENCE: Final = 0.3


class Hold:
    """A file that stands for something, held by this process until it lets go or ends; see ``hold``."""

    def __init__(self, path: Path, lock: FileLock) -> None:
        self._path: Final = path
        self._lock: Final = lock

    def let_go(self) -> None:
        """Remove the file, and let others have what it stands for; from any thread."""
        # While it is still held, so that nobody removes what another one has taken meanwhile.
        removed = _removed(self._path)
        self._lock.release()
        if not removed:  # Windows removes nothing that is open
            _removed(self._path)


def hold(path: Path, patience: float = PATIENCE) -> Hold | None:
    """Hold a file, made if need be, in a folder that is there; None if somebody else holds it.

    Args:
        patience: seconds to wait, for whoever only looks whether its holder has ended.

    Raises:
        OSError: nothing can be held in that folder.
    """
    lock = FileLock(path, timeout=patience, thread_local=False)
    while True:
        with path.open("ab") as before:
            try:
                lock.acquire()
            except Timeout:
                return None
            except NotImplementedError as error:
                raise OSError(str(error)) from error
            if _is_still(path, before):
                return Hold(path, lock)
        lock.release()  # whoever held it before has removed it: it stands for nothing now


@contextmanager
def locked(path: Path, patience: float = PATIENCE) -> Iterator[bool]:
    """Hold a file for a while; False if somebody else holds it. See ``hold``."""
    held = hold(path, patience)
    try:
        yield held is not None
    finally:
        if held is not None:
            held.let_go()


def left_by_the_dead(folder: Path) -> Iterator[Path]:
    """The held files in a folder whose holders have ended, each held while one looks at it, then removed."""
    for path in _locks_in(folder):
        with suppress(OSError), locked(path, patience=0) as free:  # what can't be held stays
            if free:
                yield path


def lock_of(path: Path) -> Path:
    """The file to hold for another one: the same name, and ``.lock``."""
    return path.with_suffix(_SUFFIX)


def _locks_in(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as found:
            return sorted(Path(each.path) for each in found if _is_lock(each))
    except OSError:  # there is no such folder
        return []


def _is_lock(entry: "os.DirEntry[str]") -> bool:
    return entry.name.endswith(_SUFFIX) and entry.is_file(follow_symlinks=False)


def _is_still(path: Path, opened: IO[bytes]) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(opened.fileno()))
    except FileNotFoundError:
        return False


def _removed(path: Path) -> bool:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True
