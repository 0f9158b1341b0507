"""The table through which compiled code finds everything: sizes, places in memory, functions.

A table is an array of 64-bit integers. Code is written with names; `Slots` turns a name into a position.
Because sizes and addresses are in the table and not in the code, one compiled kernel serves every hidden
size, batch and number of layers, and many nets can be trained side by side with one code.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from rnnlab.core.cells.kernel.plan import Plan

NET = (
    # The batch: rows are pairs of time step and sequence, without padding.
    "rows",
    "steps",
    "batch",
    "layers",
    "starts",  # i64*: first row of every time step; starts[-1] = -batch, starts[steps] = rows
    "inputs",  # i32*: symbol of every row
    "targets",  # i32*: symbol asked for at every row, -1 for none
    "total",
    "attainable",
    # The output layer.
    "hidden",
    "hidden_padded",
    "outputs",
    "outputs_padded",
    "chunk",  # rows whose logits are held at once
    "top",  # f32*: the last layer's output, by rows
    "top_gradient",
    "logits",
    "probabilities",
    "logits_gradient",
    "row_losses",
    "row_sums",
    "output_matrix",  # place among the packed parameters
    "output_bias",
    "output_turned",
    "output_turned_stride",
    "output_turned_panel",
    "output_panels",  # f32*, or 0
    "output_panels_stride",
    "output_panels_apart",
    # Parameters.
    "packed",  # how many floats
    "sides",  # f32*: two sets of parameters, first and second moments
    "gradients",
    "spare",  # f32*: room for parameters that are only looked at
    "canonical",  # how many floats
    "pieces",  # i64*: see memory.Piece
    "piece_count",
    "turns",  # i64*: matrices kept also transposed
    "turn_count",
    "panels",  # i64*: matrices kept also in panels
    "panel_count",
    "merges",  # i64*: copies of one matrix, whose gradients are added
    "merge_count",
    # Code of the cell.
    "forward",
    "backward",
    # Code of the library.
    "product_rows",
    "product_columns",
    "transpose",
    "copy_rows",
    "clear",
    "scatter",
    "zeros",  # f32*: a row of zeros
    "layer_size",  # length of a layer's part of the table
    "layer_table",  # i64*
    # Arguments of a call.
    "parameters",
    "first_moment",
    "second_moment",
    "optimizer",
    "settings",  # f64*: see runner.Settings
    "limit",
    "stop_when_solved",
    "first_step",
    "losses",
    "correct",
    "wanted",  # i64*: steps to keep a copy at
    "wanted_count",
    "snapshots",
    "results",  # i64*: see runner.Results
    "copies",  # i64*: what a recording hands out
    "copy_count",
    "parameter_gradients",
    "stays",  # whether `advance` need not fetch the state it begins with (1), nor hand out its own (2)
    # A batch in parts, see sharing_code.
    "crew",
    "part_count",
    "part_gradients",  # i64*: gradients of the parts after the first
    "part_loss",  # f32*: of one part; the first one's is followed by the others'
    "part_correct",  # i32*
    # Windows of a long text, one a step, see window_code.
    "window_inputs",  # i32*: symbols of all rows, window by window
    "window_targets",
    "begins",  # i64*: by window, whether its states begin at zero
    "rates",  # f64*: by window, what window_code.RATES names
    "carries",  # i64*: see window_code.CARRY
    "carry_count",
    # Writing, see writing_code.
    "one_hot",  # f32*: x of the first layer's only row where it is written out, else 0
    "prime",  # i32*: symbols to be read before any is written
    "prime_count",
    "written",  # i32*
    "write_count",
    "uniforms",  # f32*: a number between 0 and 1 for every symbol drawn
    "choosing",  # f64*: 1 / temperature (0 for the likeliest symbol), and the mass that is drawn from
    "top_count",  # likeliest symbols that are drawn from
    "ranking",  # i32*: room for symbols by their rank
    "ranked",  # f32*: and for their weights
)


@dataclass(frozen=True)
class LayerSlots:
    """Names of a layer's part of the table, for one plan."""

    plan: Plan

    @cached_property
    def names(self) -> tuple[str, ...]:
        """All names in order."""
        plan = self.plan
        found = ["is_first", "H", "H_padded", "X", "X_padded", "x", "x_gradient", "output_gradient"]
        for product in plan.products:
            i = product.index
            found += [f"weight {i}", f"turned {i}", f"out {i}", f"out_rows {i}", f"delta {i}"]
            found += [f"stride {i}", f"turned stride {i}", f"turned panel {i}"]
            found += [f"panels {i}", f"panels stride {i}", f"panels apart {i}"]
        for name in (p.name for p in plan.cell.parameters if p.columns is None):
            found.append(f"vector {name}")
        for node in sorted(plan.kept):
            found.append(f"value {node}")
        for node in sorted(plan.partial):
            found.append(f"partial {node}")
        for state in plan.carried:
            found += [f"carry {state} 0", f"carry {state} 1"]
        found += [f"history {state}" for state in plan.remembered]
        if plan.recording:
            found += [f"gradient {node}" for node in sorted(set(plan.quantities.values()))]
        return tuple(found)

    @cached_property
    def positions(self) -> dict[str, int]:
        """Position of every name."""
        return {name: position for position, name in enumerate(self.names)}


NET_POSITIONS = {name: position for position, name in enumerate(NET)}
