import errno

import cv2
import numpy as np
import pytest

from studio.core.errors import NoFace, memory_short


def _opencv() -> cv2.error:
    """What OpenCV says when it is asked for an exabyte."""
    return cv2.error(
        "OpenCV(5.0.0) alloc.cpp:73: error: (-4:Insufficient memory) Failed to allocate 1099511627776 bytes "
        "in function 'OutOfMemoryError'"
    )


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(), OSError(errno.ENOMEM, "Cannot allocate memory"), _opencv(),
        RuntimeError("[enforce fail at alloc_cpu.cpp:124] DefaultCPUAllocator: can't allocate memory"),
        RuntimeError("can't start new thread"), RuntimeError("std::bad_alloc"),
        RuntimeError("bad allocation"),
    ],
    ids=str,
)  # fmt: skip
def test_that_a_full_memory_is_known_by_all_its_names(error: Exception) -> None:
    told = memory_short(error)
    assert told is not None
    assert told.exit_code == 71
    assert "memory" in told.message


def test_that_numpys_own_is_known() -> None:
    with pytest.raises(MemoryError) as caught:
        np.zeros((1 << 22, 1 << 24))
    assert memory_short(caught.value)


@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "No space left"), ValueError("memories"), NoFace("")]
)
def test_that_nothing_else_is_taken_for_it(error: Exception) -> None:
    assert memory_short(error) is None
