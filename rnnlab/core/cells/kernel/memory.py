"""Laying a net out in memory: one workspace, and the table that compiled code finds its way by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rnnlab.core.batch import Batch
from rnnlab.core.cells.graph import Dimension
from rnnlab.core.cells.kernel.output_code import MINUS_HUGE
from rnnlab.core.cells.kernel.plan import Plan, Product
from rnnlab.core.cells.kernel.slots import NET, NET_POSITIONS, LayerSlots
from rnnlab.core.net import OUTPUT_BIAS, OUTPUT_MATRIX, NetShape

Int32Array = npt.NDArray[np.int32]
Int64Array = npt.NDArray[np.int64]
Float32Array = npt.NDArray[np.float32]

_CACHE_LINE = 64
_CHUNK_BYTES = 128 * 1024
_CROWDED = 512
"""Rows so many numbers apart (or a multiple) fall on the same few places of a cache."""


@dataclass(frozen=True)
class RowBatch:
    """A batch without its padding: one row for every time step of every sequence, step by step.

    Attributes
    ----------
    inputs, targets
        Symbol of every row, int32 (rows,).
    starts
        First row of every step with one entry before and after: (steps + 2,); the first one is -batch.
    """

    inputs: Int32Array
    targets: Int32Array
    starts: Int64Array

    @classmethod
    def of(cls, batch: Batch) -> RowBatch:
        """Take the rows out of a batch."""
        active = batch.active[batch.active > 0].astype(np.int64)  # (T,)
        width = int(active[0]) if len(active) else 0
        starts = np.concatenate([[-width, 0], np.cumsum(active)]).astype(np.int64)  # (T + 2,)
        running = np.arange(width) < active[:, None]  # (T, width)
        inputs = batch.inputs[: len(active), :width][running]  # (rows,)
        targets = batch.targets[: len(active), :width][running]  # (rows,)
        return cls(inputs.astype(np.int32), targets.astype(np.int32), starts)

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.inputs)

    @property
    def steps(self) -> int:
        """Number of time steps."""
        return len(self.starts) - 2

    @property
    def width(self) -> int:
        """Number of sequences at the first step."""
        return -int(self.starts[0])


class _Arena:
    """Hands out places in a block of floats that does not exist yet."""

    def __init__(self) -> None:
        self.size = 0

    def take(self, count: int) -> int:
        """Reserve floats, from a cache line's start on."""
        place = self.size
        unit = _CACHE_LINE // 4
        self.size += -(-count // unit) * unit
        return place


class Memory:
    """Everything a kernel reads and writes for one net and one batch.

    Parameters
    ----------
    shape : NetShape
        The net.
    plan : Plan
        How its cell is computed.
    batch : RowBatch
        What it is computed on.
    lanes : int
        Numbers in a vector.

    Attributes
    ----------
    table
        int64; see `slots`.
    total
        Number of targets.
    """

    def __init__(self, shape: NetShape, plan: Plan, batch: RowBatch, lanes: int) -> None:
        self.shape, self.plan, self.batch, self.lanes = shape, plan, batch, lanes
        self.slots = LayerSlots(plan)
        self._arena = _Arena()
        self._packed = 0
        self._pieces: list[tuple[int, ...]] = []
        self._turns: list[tuple[int, ...]] = []  # target as a place in the workspace
        self._copies_of: dict[str, list[tuple[int, ...]]] = {}
        # Places in the workspace still have to be made addresses; plain numbers do not.
        self._places: dict[str, int] = {}
        self._numbers: dict[str, int] = {}
        self._layer_places: list[dict[str, int]] = []
        self._layer_numbers: list[dict[str, int]] = []
        self._widest = lanes
        for layer in range(1, shape.layers + 1):
            self._lay_out_layer(layer)
        self._lay_out_output()
        self._connect_layers()
        self._build()

    def padded(self, count: int) -> int:
        """Round up to whole vectors."""
        return -(-count // self.lanes) * self.lanes

    def _picks(self, layer: int) -> bool:
        """Whether a layer's input is one-hot, so that its matrices are read by columns."""
        return layer == 1 and self.shape.is_one_hot

    def spaced(self, width: int) -> int:
        """Give the distance between rows of a width: never a multiple of what would crowd them in a cache."""
        return width + self.lanes if width % _CROWDED == 0 else width

    def _size(self, dimension: Dimension, layer: int) -> int:
        return self.shape.size(dimension, layer)

    def _rows_of(self, dimension: Dimension, layer: int) -> int:
        return self._arena.take(self.batch.rows * self.padded(self._size(dimension, layer)))

    def _lay_out_layer(self, layer: int) -> None:
        places: dict[str, int] = {}
        h, x = self._size("H", layer), self._size("X", layer)
        numbers = {"is_first": int(self._picks(layer)), "H": h, "X": x}
        numbers |= {"H_padded": self.padded(h), "X_padded": self.padded(x)}
        self._layer_places.append(places)
        self._layer_numbers.append(numbers)
        plan = self.plan
        before = self.batch.width * self.padded(h)
        for node in sorted(plan.kept):
            # A state's buffer begins with the zeros before the first step.
            lead = before if node in plan.state_of_node else 0
            size = self.batch.rows * self.padded(self._size(plan.nodes[node].dimension, layer))
            places[f"value {node}"] = self._arena.take(lead + size) + lead
        for node in sorted(plan.partial):
            if plan.nodes[node].kind != "input":
                places[f"partial {node}"] = self._rows_of(plan.nodes[node].dimension, layer)
        for state in plan.carried:
            for side in (0, 1):
                places[f"carry {state} {side}"] = self._arena.take(before)
        for state in plan.remembered:
            places[f"history {state}"] = self._rows_of("H", layer)
        if plan.recording:
            for node in sorted(set(plan.quantities.values())):
                places[f"gradient {node}"] = self._rows_of(plan.nodes[node].dimension, layer)
        for parameter in plan.cell.parameters:
            if parameter.columns is None:
                numbers[f"vector {parameter.name}"] = self._pack_vector(parameter.name, layer)
        for product in plan.products:
            self._lay_out_product(product, layer)

    def _pack_vector(self, name: str, layer: int) -> int:
        entry = self.shape.entries[self.shape.key(name, layer) if layer else name]
        place = self._packed
        self._packed += self.padded(entry.rows)
        self._pieces.append((entry.offset, entry.rows, 1, place, self.padded(entry.rows), 1))
        return place

    def _lay_out_product(self, product: Product, layer: int) -> None:
        places, numbers = self._layer_places[-1], self._layer_numbers[-1]
        i = product.index
        rows, columns = self._size(product.rows, layer), self._size(product.columns, layer)
        block = self.padded(rows)
        stride = numbers[f"stride {i}"] = self.spaced(block * len(product.nodes))
        self._widest = max(self._widest, stride, self.padded(columns))
        weight = numbers[f"weight {i}"] = self._packed
        self._packed += columns * stride
        is_pick = product.reads_input and self._picks(layer)
        if not is_pick:
            places[f"out {i}"] = self._arena.take(self.batch.rows * stride)
        if product.live:
            if self.plan.deltas[i].product == i:
                places[f"delta {i}"] = self._arena.take(self.batch.rows * stride)
            if not is_pick:
                width = numbers[f"turned stride {i}"] = self.spaced(self.padded(columns))
                turned = places[f"turned {i}"] = self._arena.take(len(product.nodes) * rows * width)
        for number, name in enumerate(product.matrices):
            entry = self.shape.entries[self.shape.key(name, layer)]
            copies = self._copies_of.setdefault(entry.key, [])
            inside = weight + number * block
            copies.append((inside, stride, columns, block))
            is_first = int(len(copies) == 1)
            self._pieces.append((entry.offset, rows, columns, inside, stride, is_first))
            if product.live and not is_pick:
                target = turned + number * rows * width
                self._turns.append((inside, stride, columns, rows, target, width))

    def _lay_out_output(self) -> None:
        shape, rows = self.shape, self.batch.rows
        width, hidden = self.padded(shape.output_size), self.padded(shape.hidden_size)
        self._widest = max(self._widest, width, hidden)
        chunk = max(8, min(rows, _CHUNK_BYTES // (4 * width) // 8 * 8))
        if self.plan.recording:
            chunk = max(rows, 1)
        numbers = self._numbers
        numbers |= {"rows": rows, "steps": self.batch.steps, "batch": self.batch.width}
        numbers["layers"] = shape.layers
        numbers |= {"hidden": shape.hidden_size, "hidden_padded": hidden, "chunk": chunk}
        numbers |= {"outputs": shape.output_size, "outputs_padded": width}
        self.total = numbers["total"] = int(np.count_nonzero(self.batch.targets >= 0))
        numbers["output_matrix"] = matrix = self._packed
        entry = shape.entries[OUTPUT_MATRIX]
        self._pieces.append((entry.offset, shape.output_size, shape.hidden_size, matrix, width, 1))
        self._packed += shape.hidden_size * width
        numbers["output_bias"] = self._pack_vector(OUTPUT_BIAS, 0)
        places = self._places
        places["output_turned"] = self._arena.take(shape.output_size * hidden)
        self._turns.append(
            (matrix, width, shape.hidden_size, shape.output_size, places["output_turned"], hidden)
        )
        names = ("logits", "probabilities", "logits_gradient")
        for name in names if self.plan.recording else names[:1]:
            places[name] = self._arena.take(chunk * width)
        for name in names:
            places.setdefault(name, places["logits"])
        for name in ("row_losses", "row_sums"):
            places[name] = self._arena.take(self.padded(rows))
        places["top_gradient"] = self._arena.take(rows * hidden)

    def _connect_layers(self) -> None:
        """Each layer reads what the one below has written; gradients go the other way."""
        plan = self.plan
        output = f"value {plan.quantities[plan.cell.output]}"
        inputs = [node.index for node in plan.nodes if node.kind == "input" and node.index in plan.wanted]
        passes_down = bool(inputs) and inputs[0] in plan.partial
        is_element_wise = bool(inputs) and any(
            plan.nodes[reader].kind != "matvec" for reader in plan.consumers[inputs[0]]
        )
        for layer in range(1, self.shape.layers + 1):
            places = self._layer_places[layer - 1]
            if layer > 1:
                places["x"] = self._layer_places[layer - 2][output]
                places["x_gradient"] = self._rows_of("X", layer)
                # Without x in the cell nothing is ever written there and it stays zero.
                self._layer_places[layer - 2]["output_gradient"] = places["x_gradient"]
            elif is_element_wise or not self.shape.is_one_hot:
                places["x"] = self._rows_of("X", layer)
                places["x_gradient"] = self._rows_of("X", layer) if passes_down else 0
        self._writes_inputs = "x" in self._layer_places[0]
        self._places["top"] = self._layer_places[-1][output]
        self._layer_places[-1]["output_gradient"] = self._places["top_gradient"]
        places = self._places
        places["sides"] = self._arena.take(6 * self._packed)
        places["gradients"] = self._arena.take(self._packed)
        places["spare"] = self._arena.take(self._packed)
        places["zeros"] = self._arena.take(self._widest)

    def _build(self) -> None:
        self.workspace = aligned_zeros(self._arena.size)
        self._identity = np.arange(self.batch.rows, dtype=np.int32)  # (rows,)
        # The losses read targets by whole vectors.
        self._targets = np.full(self.padded(self.batch.rows), -1, np.int32)
        self._targets[: self.batch.rows] = self.batch.targets
        self._piece_table = _table(self._pieces)
        self._turn_table = _table([(*turn[:4], self.address(turn[4]), turn[5]) for turn in self._turns])
        self._merge_table = _table(self._merges())
        self._layer_table = np.zeros((self.shape.layers, len(self.slots.names)), np.int64)
        self.table = np.zeros(len(NET), np.int64)
        for layer in range(self.shape.layers):
            self._fill_layer(layer)
        for name, number in self._numbers.items():
            self.set(name, number)
        for name, place in self._places.items():
            self.set(name, self.address(place))
        self.set("packed", self._packed)
        self.set("canonical", self.shape.parameter_count)
        for name, count, entries in (
            ("pieces", "piece_count", self._piece_table),
            ("turns", "turn_count", self._turn_table),
            ("merges", "merge_count", self._merge_table),
        ):
            self.set(name, entries.ctypes.data)
            self.set(count, len(entries))
        self.set("starts", self.batch.starts.ctypes.data + 8)
        self.set("inputs", self.batch.inputs.ctypes.data)
        self.set("targets", self._targets.ctypes.data)
        self.set("layer_size", len(self.slots.names))
        self.set("layer_table", self._layer_table.ctypes.data)
        self._write_constants()

    def _merges(self) -> list[tuple[int, ...]]:
        found: list[tuple[int, ...]] = []
        for first, *others in self._copies_of.values():
            for other in others:
                inside, stride, columns, block = first
                found.append((inside, stride, columns, block, other[0], other[1]))
        return found

    def _fill_layer(self, layer: int) -> None:
        positions = self.slots.positions
        line = self._layer_table[layer]
        for name, number in self._layer_numbers[layer].items():
            line[positions[name]] = number
        for name, place in self._layer_places[layer].items():
            line[positions[name]] = self.address(place)
        for product in self.plan.products:
            if product.reads_input:
                rows = self.batch.inputs if self._picks(layer + 1) else self._identity
                line[positions[f"out_rows {product.index}"]] = rows.ctypes.data

    def _write_constants(self) -> None:
        bias, width = self._numbers["output_bias"], self._numbers["outputs_padded"]
        sides = [self._places["sides"] + side * 3 * self._packed for side in (0, 1)]
        for place in [*sides, self._places["spare"]]:
            end = place + bias + width
            self.workspace[end - (width - self.shape.output_size) : end] = MINUS_HUGE
        self._write_inputs(self.batch.rows)

    def _write_inputs(self, rows: int) -> None:
        """Write out the vectors that the first rows' symbols stand for, where anything reads them."""
        if self._writes_inputs:
            width, place = self.padded(self.shape.input_size), self._layer_places[0]["x"]
            vectors = self.workspace[place : place + rows * width].reshape(rows, width)
            vectors[:, : self.shape.input_size] = self.shape.encoded(self.batch.inputs[:rows])  # (rows, X)

    @property
    def covers_all(self) -> bool:
        """Whether the output depends on every parameter."""
        return sum(piece[1] * piece[2] for piece in self._pieces if piece[5]) == self.shape.parameter_count

    def address(self, place: int) -> int:
        """Give the address of a place in the workspace."""
        return int(self.workspace.ctypes.data) + 4 * place

    def set(self, name: str, value: int) -> None:
        """Write into the net's part of the table."""
        self.table[NET_POSITIONS[name]] = value

    def show(self, inputs: Int32Array, targets: Int32Array) -> None:
        """Change the batch to one sequence, no longer than the present one, for recording.

        Parameters
        ----------
        inputs, targets
            int32 (T,).
        """
        steps = len(inputs)
        self.set("rows", steps)
        self.set("steps", steps)
        self.fill(inputs, targets)

    def fill(self, inputs: Int32Array, targets: Int32Array) -> None:
        """Change symbols, row by row: int32 (rows,), no more rows than there are."""
        count = len(inputs)
        self.batch.inputs[:count] = inputs
        self._targets[:count] = targets
        self.total = int(np.count_nonzero(targets >= 0))
        self.set("total", self.total)
        self._write_inputs(count)

    def state_place(self, layer: int, state: str) -> int | None:
        """Give the place of a state's first row (layers from 1); rows before the first step precede it."""
        return self._layer_places[layer - 1].get(f"value {self.plan.quantities[state]}")

    def one_hot_address(self) -> int:
        """Give the address of x of the first layer where symbols are written out, else 0."""
        return self.address(self._layer_places[0]["x"]) if self._writes_inputs else 0

    def net_address(self, name: str) -> int:
        """Give an address of the net's part of the table."""
        return int(self.table[NET_POSITIONS[name]])

    def layer_address(self, layer: int, name: str) -> int:
        """Give an address of a layer's part of the table (layers from 1)."""
        return int(self._layer_table[layer - 1, self.slots.positions[name]])


def aligned_zeros(count: int) -> Float32Array:
    """Make float32 zeros that begin at a cache line."""
    raw = np.zeros(count + _CACHE_LINE // 4, np.float32)
    first = -(raw.ctypes.data // 4) % (_CACHE_LINE // 4)
    return raw[first : first + count]


def _table(entries: Sequence[tuple[int, ...]]) -> Int64Array:
    return np.array(entries, np.int64) if entries else np.zeros((0, 1), np.int64)
