"""A process that does jobs of reading, one after another, and tells what came of each.

A job is a line of JSON, {"way": …, "path": …, "arguments": […], "site": …, "home": …}; so is the answer. The
way is "command" (``galatea`` with these arguments, in this process), or a function: a name in ``readers``, or
``module:name``.
"""

import faulthandler
import importlib
import io
import json
import os
import resource
import shutil
import sys
import traceback
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from studio.cli import run
from studio.core.errors import StudioError, memory_short
from tests.fuzz.readers import READERS

NO_EXIT = "an exception"
"""What stands for the exit code where an exception came out that nobody foresaw."""


def main() -> None:
    # What libraries print goes to the log of whoever started this, the answers alone to the pipe.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    faulthandler.enable()
    for line in sys.stdin:
        print(json.dumps(_done(json.loads(line))), file=answers, flush=True)


def _done(job: dict[str, Any]) -> dict[str, Any]:
    os.environ["GALATEA_HOME"] = job["home"]
    _forget_peak()
    out, err = io.StringIO(), io.StringIO()
    if job["site"]:
        sys.path.insert(0, job["site"])
        importlib.invalidate_caches()
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = _code(job)
        trace = ""
    except KeyboardInterrupt:
        raise
    except BaseException:  # noqa: BLE001 - whatever it is, it should not have come so far
        code, trace = NO_EXIT, traceback.format_exc()
    finally:
        if job["site"]:
            sys.path.remove(job["site"])
        if job["home"]:
            shutil.rmtree(job["home"], ignore_errors=True)
    said = (out.getvalue() + err.getvalue() + trace).encode("utf-8", "backslashreplace").decode()
    return {"code": code, "said": said[-6000:], "peak": _peak()}


def _code(job: dict[str, Any]) -> int | str:
    if job["way"] == "command":
        return run(job["arguments"])
    module, colon, name = job["way"].partition(":")
    reader = getattr(importlib.import_module(module), name) if colon else READERS[module]
    try:
        return reader(job["path"], *job["arguments"]) or 0
    except StudioError as error:
        print(error)
        return error.exit_code
    except MemoryError as error:
        told = memory_short(error)
        assert told is not None
        print(told)
        return told.exit_code


def _forget_peak() -> None:
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        """Then it is the peak of all jobs so far."""


def _peak() -> int:
    """The most memory that was in use, bytes."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) << 10 for line in lines if line.startswith("VmHWM"))
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10


if __name__ == "__main__":
    main()
