"""A product of matrices with bias, sum and PReLU in one pass: what small networks spend their time on.

Libraries of linear algebra lose most of it on matrices as narrow as these, and each further pass over
the result costs as much again. Here four rows of sixteen columns stay in the processor's registers from
the first factor to the last.
"""

from typing import Any, Final

import numba
from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic

TALL: Final = 4
"""Rows that are worked out together: a matrix of weights has a multiple of that many."""
WIDE: Final = 16
"""Columns, likewise."""

_LANES: Final = 8
_INDEX: Final = ir.IntType(64)
_FLOAT: Final = ir.FloatType()
_VECTOR: Final = ir.VectorType(_FLOAT, _LANES)
_FUSED: Final = ("contract", "nsz")


@numba.njit(cache=True, nogil=True)
def product(out, start, weights, values, rows, first, count, bias, slope, onto):  # type: ignore[no-untyped-def]  # pragma: no cover
    """``out[:, start:][:, :count] = prelu(weights @ X + bias)``, onto what is there if ``onto``.

    All arrays are contiguous and float32; the caller sees to it that nothing lies outside of them.

    Args:
        out: [≥ n, c].
        weights: [n, k]; n a multiple of ``TALL``.
        values: any shape; ``X[i, j]`` is its element ``rows[i] + first + j``, counted through.
        rows: [k] int64.
        count: a multiple of ``WIDE``.
        bias, slope: [n]; a slope of 1 leaves values as they are, one of 0 cuts them at zero.
    """
    depth, stride = weights.shape[1], out.shape[1]
    for column in range(0, count, WIDE):
        for row in range(0, weights.shape[0], TALL):
            _tile(  # type: ignore[call-arg]
                out.ctypes.data + 4 * (row * stride + start + column),
                stride,
                weights.ctypes.data + 4 * row * depth,
                depth,
                values.ctypes.data + 4 * (first + column),
                rows.ctypes.data,
                bias.ctypes.data + 4 * row,
                slope.ctypes.data + 4 * row,
                onto,
            )


@intrinsic
def _tile(typing, out, stride, weights, depth, values, rows, bias, slope, onto):  # type: ignore[no-untyped-def]
    """One tile of ``product``: addresses, and distances in elements."""
    return types.void(*(types.int64,) * 8, types.boolean), _tile_code


def _tile_code(context: Any, builder: ir.IRBuilder, signature: Any, arguments: tuple[Any, ...]) -> Any:
    out, stride, weights, depth, values, rows, bias, slope, onto = arguments
    memory = _Memory(builder)
    numbers = [_INDEX(row) for row in range(TALL)]
    places = [
        (row, memory.address(out, builder.add(builder.mul(row, stride), _INDEX(column))))
        for row in numbers
        for column in range(0, WIDE, _LANES)
    ]
    sums = [memory.variable(memory.spread(bias, row)) for row, _ in places]
    with builder.if_then(onto):
        for total, (_, place) in zip(sums, places, strict=True):
            builder.store(builder.fadd(builder.load(total), memory.vector(place), flags=_FUSED), total)
    with cgutils.for_range(builder, depth) as loop:
        source = memory.address(values, memory.index(rows, loop.index))
        parts = [memory.vector(memory.address(source, _INDEX(c))) for c in range(0, WIDE, _LANES)]
        factors = [memory.spread(weights, builder.add(builder.mul(r, depth), loop.index)) for r in numbers]
        for number, total in enumerate(sums):
            term = builder.fmul(factors[number // len(parts)], parts[number % len(parts)], flags=_FUSED)
            builder.store(builder.fadd(term, builder.load(total), flags=_FUSED), total)
    for total, (row, place) in zip(sums, places, strict=True):
        value = builder.load(total)
        bent = builder.fmul(value, memory.spread(slope, row))
        above = builder.fcmp_ordered(">", value, ir.Constant(_VECTOR, [0.0] * _LANES))
        memory.keep(builder.select(above, value, bent), place)
    return context.get_dummy_value()


class _Memory:
    """Floats at addresses; offsets are in elements."""

    def __init__(self, builder: ir.IRBuilder) -> None:
        self._builder = builder

    def address(self, start: Any, offset: Any) -> Any:
        return self._builder.add(start, self._builder.mul(offset, _INDEX(4)))

    def vector(self, address: Any) -> Any:
        """The eight values from there on."""
        return self._loaded(address, _VECTOR)

    def spread(self, start: Any, offset: Any) -> Any:
        """One value eight times."""
        build = self._builder
        empty = ir.Constant(_VECTOR, ir.Undefined)
        value = self._loaded(self.address(start, offset), _FLOAT)
        lanes = ir.Constant(ir.VectorType(ir.IntType(32), _LANES), [0] * _LANES)
        return build.shuffle_vector(build.insert_element(empty, value, ir.IntType(32)(0)), empty, lanes)

    def variable(self, value: Any) -> Any:
        """A place for a value that changes; the compiler keeps it in a register."""
        return cgutils.alloca_once_value(self._builder, value)  # type: ignore[no-untyped-call]

    def index(self, start: Any, offset: Any) -> Any:
        """A whole number out of a list of int64."""
        place = self._builder.add(start, self._builder.mul(offset, _INDEX(8)))
        return self._builder.load(self._builder.inttoptr(place, _INDEX.as_pointer()))

    def keep(self, vector: Any, address: Any) -> None:
        stored = self._builder.store(vector, self._builder.inttoptr(address, _VECTOR.as_pointer()))
        stored.align = 4

    def _loaded(self, address: Any, kind: ir.Type) -> Any:
        loaded = self._builder.load(self._builder.inttoptr(address, kind.as_pointer()))
        loaded.align = 4
        return loaded
