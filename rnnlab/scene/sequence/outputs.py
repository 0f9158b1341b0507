"""The highest row: what the net expects next, as a tiny chart and its best guess, open with numbers."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from rnnlab.scene.content import Content
from rnnlab.scene.drawing import Bars, Box, CellGrid, Mark, Rect
from rnnlab.scene.motion import clamp, ease, ease_out, part
from rnnlab.scene.notation import percent
from rnnlab.scene.sequence.bands import ANSWER, TITLE
from rnnlab.scene.sequence.expressions import NOW, at_time
from rnnlab.scene.sequence.layout import Column, Layout
from rnnlab.scene.sequence.moment import Moment
from rnnlab.scene.sequence.sizes import between, letter_size
from rnnlab.scene.target import Target

# So few symbols stay in the vocabulary's order, as vectors on a slide do; more are sorted.
_KEEPS_ORDER = 6
# How strongly a guess is drawn that nobody asked for, among others that were asked for.
UNASKED = 0.4
WIDEST_BAR = 11.0


@lru_cache(maxsize=1024)
def candidates(content: Content, t: int, count: int) -> tuple[int, ...]:
    """Return the symbols to list at a time step: the most probable ones, and always the right one."""
    probabilities = content.trace.probabilities[t]  # (V,)
    if len(probabilities) <= min(count, _KEEPS_ORDER):
        return tuple(range(len(probabilities)))
    best = np.argsort(-probabilities, kind="stable")[:count]  # (count,)
    found = [int(symbol) for symbol in best]
    wanted = content.target(t)
    if wanted is not None and wanted not in found and count > 1:
        found[-1] = wanted
    return tuple(found)


def candidate_box(layout: Layout, column: Column, row: int) -> Box:
    """Return the box of one candidate's row."""
    measures = layout.measures
    band = measures.bands.output
    y = band.y + TITLE * measures.scale + row * measures.candidate_height
    return Box(column.center - measures.output / 2, y, measures.output, measures.candidate_height)


def logit_box(layout: Layout, row: Box) -> Box:
    """Return the box of the logit in a candidate's row."""
    measures = layout.measures
    unit = measures.scale
    label = between(measures.shape.label_width * 13.0 * unit + 8.0 * unit, 24.0 * unit, 64.0 * unit)
    width = 38.0 * unit if measures.output >= 186.0 * unit else 12.0 * unit
    inset = min(2.0 * unit, row.height * 0.1)
    return Box(row.x + label, row.y + inset, width, row.height - 2 * inset)


def bar_box(layout: Layout, row: Box) -> Box:
    """Return the box in which the probability's bar grows."""
    unit = layout.measures.scale
    left = logit_box(layout, row).right + 6.0 * unit
    inset = min(3.0 * unit, row.height * 0.14)
    return Box(left, row.y + inset, row.right - 46.0 * unit - left, row.height - 2 * inset)


def prediction_box(layout: Layout, column: Column) -> Box:
    """Return the box of a small column's best guess."""
    measures = layout.measures
    band = measures.bands.output
    mark = 18.0 * measures.scale if measures.shape.answer else 4.0
    wider = min(max(measures.chip, measures.shape.label_width * 11.0 * measures.scale), measures.pitch * 0.9)
    return Box.around(column.center, band.bottom - mark - measures.chip / 2, wider, measures.chip)


def written_from(layout: Layout, column: Column) -> Box:
    """Return the box from which a written symbol leaves: the chip, or the best candidate's row."""
    chip = prediction_box(layout, column)
    return chip.towards(candidate_box(layout, column, 0), column.openness)


def draw_output(moment: Moment, column: Column) -> None:
    """Draw one step's output."""
    if column.openness < 0.999:
        _small(moment, column, 1.0 - part(column.openness, 0.1, 0.55))
    if column.openness > 0.001:
        _open(moment, column, part(column.openness, 0.5, 1.0))


def _small(moment: Moment, column: Column, share: float) -> None:
    content, layout = moment.content, moment.layout
    measures = layout.measures
    chip = prediction_box(layout, column)
    opacity = share * moment.presence(column)
    if measures.shape.answer and not content.asks(column.t):
        opacity *= UNASKED
    known = moment.done(column.t, "softmax") >= 1.0
    if known:
        top = measures.bands.output.y + 4.0
        width = min(measures.pitch - 6.0 * moment.scale, 64.0 * moment.scale)
        width = min(width, measures.shape.outputs * WIDEST_BAR * moment.scale)
        height = min(chip.y - top - 8.0 * moment.scale, 38.0 * moment.scale)
        if height > 8.0:
            bars = Box(column.center - width / 2, chip.y - 7.0 * moment.scale - height, width, height)
            values = content.trace.probabilities[column.t]
            moment.add(Bars(bars, values, "output", opacity, Target("probability", "", 0, column.t)))
    symbol = content.predicted(column.t)
    target = Target("probability", "", 0, column.t, (symbol,)) if known else None
    radius = min(7.0 * moment.scale, chip.height * 0.28)
    moment.add(Rect(chip, "output_soft", "output", 1.3, radius, opacity, target=target))
    moment.text(
        chip.center_x,
        chip.center_y,
        content.answer(symbol) if known else "?",
        letter_size(chip.height / moment.scale),
        "output_text",
        bold=True,
        max_width=chip.width - 3.0,
        opacity=opacity,
    )
    wanted = content.target(column.t)
    if known and wanted is not None:
        right = wanted == symbol
        size = min(11.0 * moment.scale, chip.width * 0.6)
        y = chip.bottom + 10.0 * moment.scale
        role, sign = ("right", "right") if right else ("loss", "wrong")
        loss = Target("loss", "", 0, column.t)
        moment.add(Mark(column.center, y, size, "right" if sign == "right" else "wrong", role, opacity, loss))


def _open(moment: Moment, column: Column, share: float) -> None:
    measures = moment.layout.measures
    band = measures.bands.output
    t = column.t
    logits, softmax = moment.done(t, "logits"), moment.done(t, "softmax")
    found = candidates(moment.content, t, measures.candidate_rows)
    formula = at_time(f"{moment.labels.softmax} ŷ_{{{NOW}}}", t)
    moment.text(
        column.center,
        band.y + TITLE * moment.scale * 0.42,
        formula,
        12.5,
        "output_text",
        bold=True,
        formula=True,
        opacity=share,
        target=Target("probability", "", 0, t),
    )
    _shape(moment, column, share)
    for row, symbol in enumerate(found):
        arrives = ease(part(logits, 0.35 + 0.4 * row / len(found), 0.6 + 0.4 * row / len(found)))
        _candidate(moment, column, row, symbol, (arrives, ease_out(softmax), share))
    if measures.shape.answer:
        _answer(moment, column, share)


def _shape(moment: Moment, column: Column, share: float) -> None:
    """Write the shape of the output at the right, as slides do: (14,1)."""
    measures = moment.layout.measures
    moment.text(
        column.center + measures.output / 2,
        measures.bands.output.y + TITLE * moment.scale * 0.42,
        f"({measures.shape.outputs},1)",
        11.0,
        "muted",
        align="right",
        opacity=share,
    )


def _candidate(
    moment: Moment, column: Column, row: int, symbol: int, shares: tuple[float, float, float]
) -> None:
    arrives, grown, share = shares
    content, layout, t = moment.content, moment.layout, column.t
    box = candidate_box(layout, column, row)
    probability = float(content.trace.probabilities[t][symbol])
    best = symbol == content.predicted(t) and grown > 0.5
    wanted = symbol == content.target(t) and moment.done(t, "loss") > 0.5
    unit = moment.scale
    size = between(box.height * 0.66 / unit, 9.0, 16.0)
    logit = logit_box(layout, box)
    target = Target("probability", "", 0, t, (symbol,))
    moment.text(
        logit.x - 7.0 * unit,
        box.center_y,
        content.answer(symbol),
        size,
        "right_text" if wanted else "ink",
        align="right",
        bold=best or wanted,
        max_width=logit.x - 7.0 * unit - box.x,
        opacity=share * arrives,
        target=target,
    )
    values = content.trace.logits[t][symbol : symbol + 1]
    number = between(box.height * 0.56 / unit, 8.0, 12.0) if logit.width > 30.0 * unit else 0.0
    where = Target("logits", "", 0, t, (symbol,))
    scale = moment.reading.logit_scale
    moment.add(Rect(logit, "subtle", "", 1.0, 3.0 * unit, share, target=where))
    moment.add(
        CellGrid(logit, values, 1, 1, "signed", scale, 0.0, number * unit, 1.0, share * arrives, where)
    )
    _bar(moment, box, (probability, grown, share), target, best=best)


def _bar(moment: Moment, row: Box, shares: tuple[float, float, float], target: Target, *, best: bool) -> None:
    probability, grown, share = shares
    unit = moment.scale
    box = bar_box(moment.layout, row)
    radius = min(3.5 * unit, box.height * 0.3)
    moment.add(Rect(box, "output_soft", "", 1.0, radius, share, target=target))
    width = max(box.width * probability, 2.0 * unit) * grown
    filled = Box(box.x, box.y, width, box.height)
    moment.add(
        Rect(filled, "output", "", 1.0, min(radius, width / 2), share * (1.0 if best else 0.5), target=target)
    )
    moment.text(
        row.right,
        row.center_y,
        percent(probability),
        between(row.height * 0.6 / unit, 8.5, 13.0),
        "ink" if best else "muted",
        align="right",
        bold=best,
        opacity=share * clamp(grown * 1.5 - 0.5),
        target=target,
    )


def _answer(moment: Moment, column: Column, share: float) -> None:
    """Draw the line that says what was right, whether the net knew it, and the loss."""
    content, t = moment.content, column.t
    wanted = content.target(t)
    appears = ease_out(moment.done(t, "loss"))
    if wanted is None or appears <= 0:
        return
    unit = moment.scale
    band = moment.layout.measures.bands.output
    right = wanted == content.predicted(t)
    role = "right" if right else "loss"
    width = moment.layout.measures.output
    height = (ANSWER - 3.0) * unit
    box = Box(column.center - width / 2, band.bottom - height, width, height)
    target = Target("loss", "", 0, t)
    opacity = share * appears
    moment.add(Rect(box, f"{role}_soft", "", 1.0, height / 2, opacity, target=target))
    mark = 11.0 * unit * (0.6 + 0.4 * appears)
    x = box.x + 14.0 * unit
    moment.add(Mark(x, box.center_y, mark, "right" if right else "wrong", role, opacity, target))
    half = width / 2 - 24.0 * unit
    words = f"{moment.labels.answer} {content.answer(wanted)}"
    moment.text(
        *(x + 11.0 * unit, box.center_y, words, 12.0, f"{role}_text"),
        align="left",
        bold=True,
        max_width=half,
        opacity=opacity,
        target=target,
    )
    loss = f"{moment.labels.loss} {float(content.trace.losses[t]):.3f}"
    moment.text(
        *(box.right - 12.0 * unit, box.center_y, loss, 12.0, f"{role}_text"),
        align="right",
        bold=True,
        max_width=half,
        opacity=opacity,
        target=target,
    )
