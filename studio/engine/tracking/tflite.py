"""A TFLite file, read as far as we need: which operator makes which tensor, and stored tensors.

The file is a flatbuffer: every table and vector is found by following offsets. Field numbers are
those of TensorFlow's ``schema.fbs`` (version 3).
"""

import struct
from typing import Final

import numpy as np
from numpy.typing import NDArray

_MODEL_SUBGRAPHS: Final = 2
_MODEL_BUFFERS: Final = 4
_GRAPH_TENSORS: Final = 0
_GRAPH_OPERATORS: Final = 3
_TENSOR_SHAPE: Final = 0
_TENSOR_TYPE: Final = 1
_TENSOR_BUFFER: Final = 2
_TENSOR_NAME: Final = 3
_OPERATOR_INPUTS: Final = 1
_OPERATOR_OUTPUTS: Final = 2
_BUFFER_DATA: Final = 0
_FLOAT16: Final = 1


class TFLiteFile:
    """The one graph of a TFLite file. Operators and tensors go by their number in the file."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        model = self._follow(0)
        graph = self._tables(model, _MODEL_SUBGRAPHS)[0]
        self._buffers = self._tables(model, _MODEL_BUFFERS)
        self._tensors = self._tables(graph, _GRAPH_TENSORS)
        self._operators = self._tables(graph, _GRAPH_OPERATORS)
        self._operator_count_at = self._follow(self._field(graph, _GRAPH_OPERATORS))
        names = [self._bytes(self._field(at, _TENSOR_NAME)).decode() for at in self._tensors]
        self._numbers = {name: number for number, name in enumerate(names)}
        self._makers = {
            made: number
            for number, at in enumerate(self._operators)
            for made in self._numbers_in(at, _OPERATOR_OUTPUTS)
        }

    def tensor(self, name: str) -> int:
        """The number of the tensor of that name."""
        return self._numbers[name]

    def inputs(self, tensor: int) -> list[int]:
        """The tensors from which the operator that makes ``tensor`` makes it."""
        return self._numbers_in(self._operators[self._makers[tensor]], _OPERATOR_INPUTS)

    def stored(self, tensor: int) -> NDArray[np.float32]:
        """A tensor that is stored in the file, through its conversion from 16 bits if it has one."""
        if tensor in self._makers:
            return self.stored(self.inputs(tensor)[0])
        at = self._tensors[tensor]
        kind = np.float16 if self._data[self._field(at, _TENSOR_TYPE)] == _FLOAT16 else np.float32
        buffer = self._buffers[self._number(self._field(at, _TENSOR_BUFFER))]
        values = np.frombuffer(self._bytes(self._field(buffer, _BUFFER_DATA)), kind)
        return values.reshape(self._numbers_in(at, _TENSOR_SHAPE)).astype(np.float32)

    def ending_at(self, tensor: int) -> bytes:
        """The file with no operator after the one that makes ``tensor``, which is its output then."""
        at = self._operator_count_at
        return self._data[:at] + struct.pack("<I", self._makers[tensor] + 1) + self._data[at + 4 :]

    def _number(self, at: int) -> int:
        return int(struct.unpack_from("<I", self._data, at)[0])

    def _follow(self, at: int) -> int:
        return at + self._number(at)

    def _field(self, table: int, field: int) -> int:
        """Where a table's field is stored; the table begins with the way back to its layout."""
        layout = table - int(struct.unpack_from("<i", self._data, table)[0])
        return table + int(struct.unpack_from("<H", self._data, layout + 4 + 2 * field)[0])

    def _items(self, table: int, field: int) -> list[int]:
        """Where the four-byte items of a vector are stored."""
        start = self._follow(self._field(table, field))
        return [start + 4 + 4 * i for i in range(self._number(start))]

    def _tables(self, table: int, field: int) -> list[int]:
        return [self._follow(at) for at in self._items(table, field)]

    def _numbers_in(self, table: int, field: int) -> list[int]:
        return [self._number(at) for at in self._items(table, field)]

    def _bytes(self, field: int) -> bytes:
        start = self._follow(field)
        return self._data[start + 4 : start + 4 + self._number(start)]
