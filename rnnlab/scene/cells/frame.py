"""One picture of a cell's diagram: a pure function of what is shown and of the moment in the step.

Without content the diagram stands as on a slide. With content it fills up as the step is computed: what has
been computed has its colour and its values, what is being computed glows while pulses run along its wires,
what is still to come is grey. At the end of the step the states flow out at the right.
"""

from __future__ import annotations

from rnnlab.scene.cells.caption import Caption, draw_caption
from rnnlab.scene.cells.drawing_parts import draw_part
from rnnlab.scene.cells.drawing_wires import draw_dots, draw_pulses, draw_wires
from rnnlab.scene.cells.layout import DiagramLayout
from rnnlab.scene.cells.moment import DiagramMoment, Placement
from rnnlab.scene.content import Content
from rnnlab.scene.drawing import Frame, Rect

_NOTHING: frozenset[int] = frozenset()


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
    moment.add(
        Rect(
            placement.box(layout.body),
            "subtle",
            "border_strong",
            max(1.2, 1.5 * placement.scale),
            radius=16.0 * placement.scale,
        )
    )
    draw_wires(moment)
    draw_dots(moment)
    draw_pulses(moment)
    for number in range(len(layout.parts)):
        draw_part(moment, number)
    if caption is not None:
        draw_caption(moment, caption)
    return Frame(moment.drawn)
