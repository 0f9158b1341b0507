"""Gates, operators and the states outside, with their names and their values."""

from __future__ import annotations

from rnnlab.core.net import FloatArray
from rnnlab.scene.cells.drawing_wires import FUTURE, TRAVELLED
from rnnlab.scene.cells.layout import PlacedPart
from rnnlab.scene.cells.moment import DiagramMoment
from rnnlab.scene.cells.sizes import LINE_HEIGHT, NAME_SIZE, SIGN_SIZE, TERM_SIZE, term_width
from rnnlab.scene.drawing import Box, CellGrid, Rect
from rnnlab.scene.motion import ease, part, pulse
from rnnlab.scene.notation import MINUS
from rnnlab.scene.target import Target

_RADIUS = 8.0
_SMALLEST_GAP = 3.6
"""Cells less high than this, in pixels, have no gaps: a picture instead of cells."""
_CARD_LETTERS = 15.0
_SMALLEST_WITH_TERMS = 0.67
"""Below this scale there is no room for the terms in a gate; tool tips still tell them."""


def draw_part(moment: DiagramMoment, number: int) -> None:
    """Draw one part."""
    placed = moment.layout.parts[number]
    share = moment.part_share(number)
    if placed.part.kind != "join":
        _glow(moment, placed, share, number)
    if placed.part.kind == "join":
        role = placed.part.role if share >= 1.0 else FUTURE
        moment.add(Rect(moment.placement.box(placed.box), role, radius=placed.box.width * moment.scale / 2))
    elif placed.part.kind == "gate":
        _gate(moment, number, share)
    elif placed.part.kind == "operator":
        _operator(moment, placed, share)
    else:
        _card(moment, placed, share)
    if placed.name is not None:
        role = f"{placed.part.role}_text" if share > 0.0 else "faint"
        moment.text(
            placed.name,
            placed.part.name,
            NAME_SIZE,
            role,
            align="left",
            bold=True,
            target=_target(moment, placed),
        )


def _target(moment: DiagramMoment, placed: PlacedPart) -> Target:
    return Target("term", layer=moment.layer, node=placed.part.node)


def _radius(placed: PlacedPart, box: Box) -> float:
    return box.height / 2 if placed.part.kind == "operator" else _RADIUS * box.height / placed.box.height


def _glow(moment: DiagramMoment, placed: PlacedPart, share: float, number: int) -> None:
    """Shine behind what is being computed, and ring what is lit."""
    box = moment.placement.box(placed.box)
    radius = _radius(placed, box)
    shine = pulse(part(share, TRAVELLED * 0.7, 1.0))
    if moment.timing is not None and shine > 0.0:
        for reach, opacity in ((9.0, 0.14), (5.0, 0.24)):
            grown = box.grown(reach * moment.scale)
            moment.add(
                Rect(grown, placed.part.role, radius=radius + reach * moment.scale, opacity=opacity * shine)
            )
    if moment.is_lit(number):
        ring = 3.5 * moment.scale
        moment.add(Rect(box.grown(ring), "", "ink", max(2.2 * moment.scale, 1.6), radius + ring))


def _gate(moment: DiagramMoment, number: int, share: float) -> None:
    placed = moment.layout.parts[number]
    size, part_ = placed.size, placed.part
    begun = share > 0.0
    role = part_.role if begun else FUTURE
    box = moment.placement.box(placed.box)
    radius, target = _radius_of_gate(moment), _target(moment, placed)
    written = bool(size.lines) and moment.scale >= _SMALLEST_WITH_TERMS
    strip = placed.box.right - placed.strip.x + 4.0 if moment.content is not None else 0.0
    tab = size.tab if written else placed.box.width - strip
    if tab:
        moment.add(Rect(box, role, radius=radius))
    pane = Box(box.x + tab * moment.scale, box.y, box.width - tab * moment.scale, box.height)
    if pane.width > 1.0:
        moment.add(Rect(pane, "card", radius=radius))
        if tab:
            moment.add(Rect(Box(pane.x, pane.y, min(radius, pane.width), pane.height), "card"))
    moment.add(Rect(box, "", role, max(1.5 * moment.scale, 1.0), radius, target=target))
    sign = part_.sign if written else part_.sign or "W"
    if sign:
        middle = (placed.box.x + tab / 2, placed.box.center_y)
        moment.text(middle, sign, SIGN_SIZE, "card", bold=True, target=target)
    if written:
        _terms(moment, number)
    _strip(moment, placed, share)


def _radius_of_gate(moment: DiagramMoment) -> float:
    return _RADIUS * moment.scale


def _terms(moment: DiagramMoment, number: int) -> None:
    placed = moment.layout.parts[number]
    y = placed.box.center_y - (len(placed.size.lines) - 1) / 2 * LINE_HEIGHT
    for line in placed.size.lines:
        x = placed.box.x + placed.size.tab + 9.0
        for place in line:
            term = placed.part.terms[place]
            share = moment.term_share(number, place)
            role = "faint" if share <= 0.0 else "muted" if term.role == "muted" else f"{term.role}_text"
            target = Target("term", layer=moment.layer, node=term.leaf)
            width = term_width(term)
            lit = bool(term.nodes & moment.highlight)
            if lit or (0.0 < share < 1.0 and moment.timing is not None):
                back = Box(x - 2.0, y - LINE_HEIGHT / 2 + 1.0, width, LINE_HEIGHT - 2.0)
                soft = "hover" if term.role == "muted" else f"{term.role}_soft"
                moment.add(Rect(moment.placement.box(back), soft, radius=3.0 * moment.scale))
            text = _spaced(term.formula)
            moment.text((x, y), text, TERM_SIZE, role, align="left", bold=lit, max_width=width, target=target)
            x += width
        y += LINE_HEIGHT


def _spaced(formula: str) -> str:
    """Return a term with a little room behind its sign."""
    return f"{formula[0]}\u2009{formula[1:]}" if formula[0] in ("+", MINUS) and len(formula) > 1 else formula


def _operator(moment: DiagramMoment, placed: PlacedPart, share: float) -> None:
    role = placed.part.role if share > 0.0 else FUTURE
    box = moment.placement.box(placed.box)
    target = _target(moment, placed)
    moment.add(Rect(box, "card", role, max(1.8 * moment.scale, 1.2), box.height / 2, target=target))
    text = f"{placed.part.role}_text" if share > 0.0 else "faint"
    moment.text(
        placed.box.center,
        placed.part.sign,
        SIGN_SIZE,
        text,
        bold=True,
        max_width=placed.box.width - 4.0,
        target=target,
    )
    _strip(moment, placed, share)


def _card(moment: DiagramMoment, placed: PlacedPart, share: float) -> None:
    """Draw a state, the input or the output: what stands outside the frame."""
    part_ = placed.part
    role, soft = (part_.role, f"{part_.role}_soft") if share > 0.0 else (FUTURE, "subtle")
    box = moment.placement.box(placed.box)
    target = _target(moment, placed)
    moment.add(Rect(box, soft, role, max(1.5 * moment.scale, 1.0), _RADIUS * moment.scale, target=target))
    text = f"{part_.role}_text" if share > 0.0 else "faint"
    center_x, y = placed.box.center
    name = moment.named(part_.name)
    if moment.content is None or part_.kind == "output":
        moment.text((center_x, y), name, _CARD_LETTERS, text, bold=True, target=target)
        return
    if part_.kind == "input":
        symbol = int(moment.content.trace.inputs[moment.t])
        if moment.layer == 1 and share > 0.0:
            name = f"{name} = {moment.content.label(symbol)}"
        y = placed.box.y + 13.0
    else:
        y = placed.box.y + 12.0
    width = placed.box.width - 4.0
    moment.text((center_x, y), name, NAME_SIZE, text, bold=True, max_width=width, target=target)
    _strip(moment, placed, share)


def _strip(moment: DiagramMoment, placed: PlacedPart, share: float) -> None:
    """Draw a part's values, as far as they are computed."""
    if moment.numbers is None or placed.strip.width <= 0.0:
        return
    box = moment.placement.box(placed.strip)
    revealed = ease(part(share, TRAVELLED * 0.85, 1.0))
    if revealed < 1.0:
        moment.add(Rect(box, "card", "border", 1.0, 2.0))
    if revealed <= 0.0:
        return
    values = moment.numbers.value(placed.part.node, moment.t)
    if placed.part.kind == "input" and moment.layer == 1:
        _one_hot(moment, box, values, _target(moment, placed))
        return
    rows, columns, shown = _shaped(values, lying=placed.part.kind == "input")
    cell = (box.width if placed.part.kind == "input" else box.height) / max(len(values), 1)
    moment.add(
        CellGrid(
            box,
            shown,
            rows,
            columns,
            scale=moment.numbers.scale(placed.part.node),
            gap=1.0 if cell >= _SMALLEST_GAP else 0.0,
            reveal=revealed,
            target=_target(moment, placed),
        )
    )
    moment.add(Rect(box, "", "border_strong", 1.0))


def _one_hot(moment: DiagramMoment, box: Box, values: FloatArray, target: Target) -> None:
    """Draw the one-hot input: where its 1 stands, in the input's colour."""
    moment.add(Rect(box, "card", "border_strong", 1.0, 2.0, target=target))
    width = box.width / len(values)
    shown = max(width, 3.0)
    middle = box.x + (int(values.argmax()) + 0.5) * width
    left = min(max(middle - shown / 2, box.x), box.right - shown)
    moment.add(Rect(Box(left, box.y, shown, box.height), "input", radius=2.0))


def _shaped(values: FloatArray, *, lying: bool) -> tuple[int, int, FloatArray]:
    """Return rows, columns and values of a strip that lies or stands."""
    if lying:
        return 1, len(values), values[None, :]  # (1, dimension)
    return len(values), 1, values  # (dimension,)
