"""What a person may have meant by a name that does not exist."""

from collections.abc import Iterable
from difflib import get_close_matches

from studio.core.words import Said, either


def did_you_mean(wrong: str, known: Iterable[str], otherwise: str = "") -> str:
    """``Did you mean AU12?`` for a name near a known one, or ``otherwise``; case does not matter."""
    by_lower = {name.lower(): name for name in known}
    near = get_close_matches(wrong.lower(), by_lower, n=3, cutoff=0.55)
    if not near:
        return otherwise
    return Said("Did you mean {0}?", either(by_lower[name] for name in near))
