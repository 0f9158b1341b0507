"""Laying a net out in memory: one workspace, and the table that compiled code finds its way by."""

from __future__ import annotations

import numpy as np

from rnnlab.core.cells.graph import Dimension
from rnnlab.core.cells.kernel.copies import Copies, Copy, Packed
from rnnlab.core.cells.kernel.machine import Machine
from rnnlab.core.cells.kernel.output_code import MINUS_HUGE
from rnnlab.core.cells.kernel.plan import Plan, Product
from rnnlab.core.cells.kernel.rows import (
    Arena,
    Int32Array,
    RowBatch,
    aligned_zeros,
    entry_table,
)
from rnnlab.core.cells.kernel.slots import NET, NET_POSITIONS, LayerSlots
from rnnlab.core.net import OUTPUT_BIAS, OUTPUT_MATRIX, NetShape

_CHUNK_BYTES = 128 * 1024
_CROWDED = 512
"""Rows so many numbers apart (or a multiple) fall on the same few places of a cache."""


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
    machine : Machine
        Whose vectors it is laid out for.

    Attributes
    ----------
    table
        int64; see `slots`.
    total
        Number of targets.
    writes_inputs
        Whether the first layer's inputs are written out as vectors.
    """

    def __init__(self, shape: NetShape, plan: Plan, batch: RowBatch, machine: Machine) -> None:
        self.shape, self.plan, self.batch, self.lanes = shape, plan, batch, machine.lanes
        self.slots = LayerSlots(plan)
        self._arena = Arena()
        self._packed = 0
        self._pieces: list[tuple[int, ...]] = []
        self._copies = Copies(self._arena, machine.panel * self.lanes, batch.width)
        self._copies_of: dict[str, list[tuple[int, ...]]] = {}
        # Places in the workspace still have to be made addresses; plain numbers do not.
        self._places: dict[str, int] = {}
        self._numbers: dict[str, int] = {}
        self._layer_places: list[dict[str, int]] = []
        self._layer_numbers: list[dict[str, int]] = []
        self._widest = self.lanes
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
        if product.live and self.plan.deltas[i].product == i:
            places[f"delta {i}"] = self._arena.take(self.batch.rows * stride)
        packed = Packed(weight, stride, columns, block * len(product.nodes))
        if not is_pick:
            copy = self._copies.panelled(packed)
            self._set_copy((places, numbers), copy, f"panels {i}", f"panels stride {i}", f"panels apart {i}")
        blocks = []
        for number, name in enumerate(product.matrices):
            entry = self.shape.entries[self.shape.key(name, layer)]
            copies = self._copies_of.setdefault(entry.key, [])
            inside = weight + number * block
            copies.append((inside, stride, columns, block))
            is_first = int(len(copies) == 1)
            self._pieces.append((entry.offset, rows, columns, inside, stride, is_first))
            blocks.append(Packed(inside, stride, columns, rows))
        if product.live and not is_pick:
            width = self.padded(columns)
            copy = self._copies.turned(blocks, rows, width, self.spaced(width))
            self._set_copy((places, numbers), copy, f"turned {i}", f"turned stride {i}", f"turned panel {i}")

    def _set_copy(self, table: tuple[dict[str, int], dict[str, int]], copy: Copy, *names: str) -> None:
        """Enter a copy's place (0 for none), stride and panel under their names."""
        places, numbers = table
        if copy.place is not None:
            places[names[0]] = copy.place
        else:
            numbers[names[0]] = 0
        numbers[names[1]], numbers[names[2]] = copy.stride, copy.panel

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
        packed = Packed(matrix, width, shape.hidden_size, width)
        names = ("output_panels", "output_panels_stride", "output_panels_apart")
        self._set_copy((places, numbers), self._copies.panelled(packed), *names)
        copy = self._copies.turned([packed], shape.output_size, hidden, hidden)
        names = ("output_turned", "output_turned_stride", "output_turned_panel")
        self._set_copy((places, numbers), copy, *names)
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
        self.writes_inputs = "x" in self._layer_places[0]
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
        self._piece_table = entry_table(self._pieces)
        self._panel_table, self._turn_table = (
            entry_table([(*entry[:4], self.address(entry[4]), entry[5]) for entry in entries])
            for entries in (self._copies.panels, self._copies.turns)
        )
        self._merge_table = entry_table(self._merges())
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
            ("panels", "panel_count", self._panel_table),
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
        if self.writes_inputs:
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
        return self.address(self._layer_places[0]["x"]) if self.writes_inputs else 0

    def net_address(self, name: str) -> int:
        """Give an address of the net's part of the table."""
        return int(self.table[NET_POSITIONS[name]])

    def layer_address(self, layer: int, name: str) -> int:
        """Give an address of a layer's part of the table (layers from 1)."""
        return int(self._layer_table[layer - 1, self.slots.positions[name]])
