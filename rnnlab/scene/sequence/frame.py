"""One frame of the stage: a pure function of what is shown and where playback stands.

Equal arguments give equal primitives, so playing to a moment and seeking it look the same. The columns
away from the focus are the same from frame to frame: they come first, and are kept with the content, as the
same objects, so that whoever paints them may keep their picture, too.
"""

from __future__ import annotations

from dataclasses import replace

from rnnlab.scene.content import Content
from rnnlab.scene.drawing import Frame, Primitive
from rnnlab.scene.position import Position
from rnnlab.scene.sequence.carries import draw_carry
from rnnlab.scene.sequence.cells import draw_cell
from rnnlab.scene.sequence.flights import draw_flights
from rnnlab.scene.sequence.highlight import lit
from rnnlab.scene.sequence.inputs import draw_input
from rnnlab.scene.sequence.labels import Labels
from rnnlab.scene.sequence.layout import Column, Layout, layout
from rnnlab.scene.sequence.measures import Measures, measure
from rnnlab.scene.sequence.moment import Moment, focus_of, moved
from rnnlab.scene.sequence.outputs import draw_output
from rnnlab.scene.sequence.reading import read
from rnnlab.scene.sequence.ways import draw_ways
from rnnlab.scene.target import Target

_NOTHING: frozenset[Target] = frozenset()


def measures_for(content: Content, width: float, height: float, scale: float = 1.0) -> Measures:
    """Measure a stage for a content."""
    return measure(read(content).stage_shape, width, height, scale)


def layout_for(content: Content, measures: Measures, position: Position, pan: float = 0.0) -> Layout:
    """Lay out a stage for a moment of a content."""
    return layout(measures, focus_of(position, read(content).phases), pan)


def frame(
    content: Content,
    position: Position,
    placed: Layout,
    highlight: frozenset[Target] = _NOTHING,
    labels: Labels | None = None,
) -> Frame:
    """Return what is to be seen, back to front.

    Parameters
    ----------
    content
        What is shown.
    position
        Where playback stands.
    placed
        Where everything lies (:func:`layout_for`).
    highlight
        What is lit, because it is pointed at here or elsewhere.
    labels
        The words, translated.
    """
    reading = read(content)
    moment = Moment(content, reading, position, placed, labels or Labels(), moved(position, reading.phases))
    busy = _busy(position, placed)
    key = (placed.measures, placed.offset, busy, position.t, moment.labels)
    resting = reading.kept(key, lambda: _resting(moment, busy))
    _draw(moment, [column for column in placed.columns() if column.t in busy])
    draw_flights(moment)
    if highlight:
        moment.drawn.extend(lit([*resting, *moment.drawn], highlight, placed.measures.scale))
    return Frame.of(resting, moment.drawn)


def _busy(position: Position, placed: Layout) -> range:
    """Return the columns that change: the one in focus; while the focus wanders, what it leaves and nears.

    A column's ways begin at the column before it, so the one behind both is busy then, too. Where there are
    more columns than fit, all of them move along.
    """
    t = position.t
    if placed.focus == t:
        return range(t, t + 1)
    if placed.measures.pans:
        return range(placed.measures.shape.steps)
    return range(max(t - 1, 0), t + 2)


def _resting(moment: Moment, busy: range) -> tuple[Primitive, ...]:
    """Return all columns that do not change."""
    still = replace(moment, drawn=[])
    _draw(still, [column for column in moment.layout.columns() if column.t not in busy])
    return tuple(still.drawn)


def _draw(moment: Moment, columns: list[Column]) -> None:
    for column in columns:
        draw_ways(moment, column)
    for column in columns:
        for layer in range(1, moment.reading.stage_shape.layers + 1):
            draw_cell(moment, column, layer)
        draw_input(moment, column)
        draw_carry(moment, column)
        draw_output(moment, column)
