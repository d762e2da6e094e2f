"""Which encoders there are."""

import os
import subprocess
import sys

import pytest

from studio.files.encoders import available_encoders, h264_encoder


def test_that_only_encoders_which_open_are_offered() -> None:
    assert {"libx264", "aac"} <= set(available_encoders())
    assert h264_encoder(hardware=True).codec in available_encoders()


@pytest.mark.skipif(not hasattr(os, "sched_getscheduler"), reason="priorities are told by Linux alone")
def test_that_looking_for_encoders_leaves_the_priority_of_the_program_alone() -> None:
    program = (
        "import os\n"
        "from studio.files.encoders import available_encoders\n"
        "os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))\n"
        "available_encoders()\n"
        "print(os.sched_getscheduler(0) == os.SCHED_OTHER)"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert result.stdout.split() == [b"True"]
