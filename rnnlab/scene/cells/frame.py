"""One picture of a cell's diagram: a pure function of what is shown and of the moment in the step.

Without content the diagram stands as on a slide. With content it fills up as the step is computed: what has
been computed has its colour and its values, what is being computed glows while pulses run along its wires,
what is still to come is grey. At the end of the step the states flow out at the right.

What does not move at the moment comes first and is kept, as the same objects, so that whoever paints it may
keep its picture, too.
"""

from __future__ import annotations

from dataclasses import replace

from rnnlab.scene.cells.caption import Caption, draw_caption
from rnnlab.scene.cells.drawing_parts import draw_part
from rnnlab.scene.cells.drawing_wires import draw_dots, draw_pulses, draw_wires
from rnnlab.scene.cells.layout import DiagramLayout
from rnnlab.scene.cells.moment import DiagramMoment, Placement
from rnnlab.scene.content import Content
from rnnlab.scene.drawing import Frame, Primitive, Rect

_NOTHING: frozenset[int] = frozenset()
_MOST_KEPT = 4
_rested: dict[tuple[object, ...], tuple[Primitive, ...]] = {}


def diagram_frame(
    layout: DiagramLayout,
    placement: Placement,
    content: Content | None = None,
    t: int = 0,
    progress: float = 0.0,
    highlight: frozenset[int] = _NOTHING,
    *,
    layer: int = 1,
    caption: Caption | None = None,
) -> Frame:
    """Return what is to be seen, back to front.

    Parameters
    ----------
    layout
        Where everything stands.
    placement
        Which part of the view the diagram takes up.
    content
        A net of this cell and its trace; None to show the cell alone.
    t
        Time step, 0-based.
    progress
        How many phases of the step have passed (see :mod:`rnnlab.scene.sequence.phases`); 2.5 is half of the
        third one.
    highlight
        Nodes of the cell to light up.
    layer
        Which layer's numbers are shown, from 1.
    caption
        What is told in words of numbers below, if there is content.
    """
    moment = DiagramMoment.of(layout, placement, content, t, progress, highlight, layer)
    active = [number for number in range(len(layout.parts)) if moment.is_active(number)]
    resting = _kept(moment, frozenset(active))
    draw_pulses(moment)
    for number in active:
        draw_part(moment, number)
    if caption is not None:
        draw_caption(moment, caption)
    return Frame.of(resting, moment.drawn)


def _kept(moment: DiagramMoment, active: frozenset[int]) -> tuple[Primitive, ...]:
    """Return all that does not move now: the same objects as long as it looks the same."""
    done = tuple(moment.part_share(number) >= 1.0 for number in range(len(moment.layout.parts)))
    terms = tuple(
        moment.term_share(number, place) > 0.0
        for number, part in enumerate(moment.layout.graph.parts)
        for place in range(len(part.terms))
    )
    key = (
        *(moment.layout, moment.placement, moment.content, moment.t, moment.layer, moment.highlight),
        *(active, done, terms),
    )
    if key not in _rested:
        _rested[key] = _drawn(replace(moment, drawn=[]), active)
        if len(_rested) > _MOST_KEPT:
            del _rested[next(iter(_rested))]
    return _rested[key]


def _drawn(moment: DiagramMoment, active: frozenset[int]) -> tuple[Primitive, ...]:
    scale = moment.scale
    box, edge = moment.placement.box(moment.layout.body), max(1.2, 1.5 * scale)
    moment.add(Rect(box, "subtle", "border_strong", edge, radius=16.0 * scale))
    draw_wires(moment)
    draw_dots(moment)
    for number in range(len(moment.layout.parts)):
        if number not in active:
            draw_part(moment, number)
    return tuple(moment.drawn)
