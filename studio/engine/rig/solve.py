"""Which channels explain what is seen or wanted.

An observed shape: bounded least squares, held near what the tracker scored.

    min over w in [0, 1]:  |motion − B w|² + λ |w − scores|²,   λ = 0.03 · tr(B Bᵀ) / 52

The landmarks say how far, the scores say which of several ways. Lips count more than cheeks, which
are many and say little; depth counts less, for one picture hardly tells it.

A pull at one point: the fewest units that explain it (``fewest``).
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.core.units import ARKIT_52
from studio.engine.rig import topology as t

Array = NDArray[np.float64]

HOLD: Final = 0.03
"""λ in units of the mean squared length of a channel: how firmly the scores are held."""
_SKIN: Final = 468
_LIPS_COUNT: Final = 6.0
_DEPTH_COUNTS: Final = 0.3
"""Found on pairs of photographs (London set, train) by how near the lips come to the truth."""


def _roots() -> Array:
    """Square roots of what each coordinate counts [468, 3]; the irises don't: the gaze tells of them."""
    counts = np.ones((_SKIN, 3))
    counts[list(t.OUTER_LIPS + t.INNER_LIPS)] = _LIPS_COUNT
    out: Array = np.sqrt(counts) * [1.0, 1.0, _DEPTH_COUNTS]
    return out


_ROOTS: Final = _roots()
_STEPS: Final = 40
_ROUNDS, _SETTLED = 200, 1e-5
_CHEAPER: Final = 0.3
"""What it costs to turn a unit down, of what it costs to turn it up."""
_FLAT: Final = 1e-6
"""Square centimetres: a unit that moves a point no farther does not count."""


def fit_channels(basis: Array, motion: Array, scores: NDArray[np.floating], hold: float = HOLD) -> Array:
    """The channels [54], 0–1, whose motion is nearest to an observed one; half a millisecond.

    Args:
        basis: [54, 478, 3], canonical cm.
        motion: how far the landmarks are from neutral, canonical cm [478, 3].
        scores: what the channels are believed to be [54], 0–1.
        hold: how firmly the scores are held against the landmarks; above zero.
    """
    columns = (basis[:, :_SKIN] * _ROOTS).reshape(len(basis), -1)
    gram = columns @ columns.T
    firmness = hold * np.trace(gram) / len(ARKIT_52)
    goal = columns @ (motion[:_SKIN] * _ROOTS).ravel() + firmness * scores
    return bounded_minimum(gram + firmness * np.eye(len(basis)), goal)


def bounded_minimum(gram: Array, goal: Array, upper: float = 1.0) -> Array:
    """The x in [0, upper] that minimises ½ xᵀ·gram·x − goal·x; gram [n, n] positive definite.

    Projected Newton steps (Bertsekas 1982): those at a bound that push against it wait, the others
    take a Newton step, shortened until the value falls.
    """
    x: Array = np.clip(np.linalg.solve(gram, goal), 0.0, upper)
    for _ in range(_STEPS):
        slope = gram @ x - goal
        free = ~(((x <= 0.0) & (slope > 0.0)) | ((x >= upper) & (slope < 0.0)))
        if not free.any() or np.abs(slope[free]).max() < 1e-9 * np.abs(goal).max():
            break
        x = _shortened(gram, goal, x, _newton_step(gram, slope, free), upper)
    return x


def _newton_step(gram: Array, slope: Array, free: NDArray[np.bool_]) -> Array:
    step = np.zeros(len(slope))
    step[free] = -np.linalg.solve(gram[np.ix_(free, free)], slope[free])
    return step


def _shortened(gram: Array, goal: Array, x: Array, step: Array, upper: float) -> Array:
    before = x @ (0.5 * gram @ x - goal)
    length = 1.0
    while length > 1e-6:
        tried: Array = np.clip(x + length * step, 0.0, upper)
        if tried @ (0.5 * gram @ tried - goal) < before:
            return tried
        length /= 2
    return x


def fewest(slopes: Array, pull: Array, down: Array, up: Array, price: Array) -> Array:
    """By how much units change so that few of them explain a pull: [n], within −down and up.

        min over x:  ½ |Σ xᵢ·slopeᵢ − (d + r)|² + |d| Σ priceᵢ·|slopeᵢ|·(max(xᵢ, 0) + 0.3·max(−xᵢ, 0))

    A unit is left alone unless it goes the pull's way, to what its price says as a cosine. The price grows
    with the pull, so that its direction decides which units move and its length how far. Turning a unit down
    is cheaper: what is there already and stands against the pull goes first. What a price holds back is given
    to the solver once more as r (one Bregman iteration), so that a unit that is let through goes all its way.
    Where a unit is turned down to its end, what is left of the pull begins anew without it.

    Args:
        slopes: [n, m], how far each unit moves the point.
        pull: d [m], how far it should go.
        down, up: [n], how far each unit can be turned down and up.
        price: [n], 0–1, of turning them up.
    """
    endless = np.where(down > _SETTLED, np.inf, down)
    found = _explained(slopes, pull, endless, up, price)
    over = np.flatnonzero(found < -down - _SETTLED)
    if not len(over):
        return found
    shares = down[over] / -found[over]
    share, ended = float(shares.min()), over[shares.argmin()]
    first = _explained(slopes, share * pull, down, up, price)
    without = slopes.copy()
    without[ended] = 0.0
    return first + fewest(without, (1 - share) * pull, down + first, up - first, price)


def _explained(slopes: Array, pull: Array, down: Array, up: Array, price: Array) -> Array:
    cost = np.linalg.norm(pull) * price * np.linalg.norm(slopes, axis=1)
    first = _sparse_minimum(slopes, pull, down, up, cost)
    return _sparse_minimum(slopes, 2 * pull - first @ slopes, down, up, cost)


def _sparse_minimum(slopes: Array, goal: Array, down: Array, up: Array, cost: Array) -> Array:
    """The x within −down and up that minimises ½ |x·slopes − goal|² and the costs: unit by unit."""
    # Of a handful of units plain numbers are ten times as fast as arrays.
    gram, aim = (slopes @ slopes.T).tolist(), (slopes @ goal).tolist()
    x = [0.0] * len(aim)
    movable = [i for i in range(len(aim)) if gram[i][i] > _FLAT]
    bounds = list(zip((-down).tolist(), up.tolist(), cost.tolist(), strict=True))
    for _ in range(_ROUNDS):
        farthest = 0.0
        for i in movable:
            low, high, dear = bounds[i]
            wanted = aim[i] - sum(gram[i][k] * x[k] for k in movable if k != i)
            free = min(wanted + _CHEAPER * dear, 0.0) + max(wanted - dear, 0.0)
            before, x[i] = x[i], min(max(free / gram[i][i], low), high)
            farthest = max(farthest, abs(x[i] - before))
        if farthest < _SETTLED:
            break
    return np.array(x)
