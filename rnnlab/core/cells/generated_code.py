"""A whole net as a program: PyTorch or NumPy code that runs as it stands and computes what the lab computes.

It is written from the graph, equation by equation with the cell's own names, and needs nothing of the lab.
The PyTorch code is a module for batches that can be trained; the NumPy code is plain functions for one
sequence.
Both read the weights in a ``.rnnlab`` file.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from rnnlab.core.cells.code_equations import EquationCode
from rnnlab.core.cells.code_text import (
    NUMPY,
    NUMPY_ASK,
    NUMPY_FUNCTIONS,
    TORCH,
    TORCH_ASK,
    TORCH_LOAD,
)
from rnnlab.core.cells.graph import Cell, CellParameter
from rnnlab.core.net import NetShape

CodeKind = Literal["torch", "numpy"]
CODE_KINDS: tuple[CodeKind, ...] = get_args(CodeKind)
WIDTH = 88


def generated_code(
    kind: CodeKind, shape: NetShape, *, symbols: Sequence[str] = (), file: str = "", title: str = ""
) -> str:
    """Return a program that computes a net's logits.

    Parameters
    ----------
    kind
        ``"torch"`` or ``"numpy"``.
    shape
        The net.
    symbols
        What the inputs stand for, in order; left out where it is not known.
    file
        The ``.rnnlab`` file whose weights the program reads when it is run; fresh ones if empty.
    title
        What the cell is called; its name if empty.
    """
    equations = EquationCode(shape.cell, batched=kind == "torch")
    parts = {
        "TITLE": _one_line(title or shape.cell.name),
        "SIZES": f"{shape.input_size}, {shape.hidden_size}, {shape.output_size}",
        "SYMBOLS": _wrapped("SYMBOLS = [", [_quoted(symbol) for symbol in symbols], "]\n") if symbols else "",
        "INPUTS": "symbols" if shape.is_one_hot else "inputs",
        **_state_parts(equations),
    }
    count = "X"
    if shape.codes is not None:
        parts["SYMBOLS"] += _wrapped("CODES = [", [str(list(code)) for code in shape.codes], "]\n")
        count = "len(CODES)"
    if kind == "torch":
        parts["SIZES"] += f", {shape.layers}"
        return TORCH.substitute(parts, **_torch_parts(shape, equations, file, count))
    return NUMPY.substitute(parts, **_numpy_parts(shape, equations, file, count))


def torch_layer_parts(cell: Cell) -> dict[str, str]:
    """Return what :data:`rnnlab.core.cells.code_text.TORCH_LAYER` is filled in with, and what it imports."""
    equations = EquationCode(cell, batched=True)
    return {**_state_parts(equations), **_layer_parts(cell, equations)}


def _state_parts(equations: EquationCode) -> dict[str, str]:
    states = equations.states
    return {
        "STATES": ", ".join(states),
        "STATE_COUNT": str(len(states)),
        "RETURNED": ", ".join(states) if len(states) > 1 else f"({states[0]},)",
    }


def _layer_parts(cell: Cell, equations: EquationCode) -> dict[str, str]:
    return {
        "FUNCTIONS": ", ".join(["nn", *_functions(cell)]),
        "PARAMETERS": _indented([*(_learnt(parameter) for parameter in cell.parameters), ""], 8),
        "LINES": _indented(equations.lines, 8),
    }


def _torch_parts(shape: NetShape, equations: EquationCode, file: str, count: str) -> dict[str, str]:
    load = TORCH_LOAD.replace("$PATH", _quoted(file)) if file else ""
    return {
        **_layer_parts(shape.cell, equations),
        "IMPORTED": "from torch.nn.functional import one_hot\n" if shape.is_one_hot else "",
        "READ": "one_hot(symbols, X)" if shape.is_one_hot else "torch.tensor(CODES)[symbols]",
        "MAIN": load + TORCH_ASK.replace("$COUNT", count),
    }


def _numpy_parts(shape: NetShape, equations: EquationCode, file: str, count: str) -> dict[str, str]:
    cell = shape.cell
    functions = _functions(cell)
    needed = {*functions, *(["tanh"] if "sigmoid" in functions else [])}
    names = [parameter.name for parameter in cell.parameters]
    arguments = ["x", *equations.states, *(["*", *names] if names else [])]
    entries = [_indented([_shape(parameter)], 4) + "\n" for parameter in cell.parameters]
    endings = [_quoted(shape.key("", layer)) for layer in range(1, shape.layers + 1)]
    return {
        "FUNCTIONS": "".join(text for name, text in NUMPY_FUNCTIONS.items() if name in needed),
        "SIGNATURE": _wrapped("def step(", arguments, "):"),
        "LINES": _indented(equations.lines, 4),
        "PARAMETERS": "".join(["\n", *entries]) if entries else "",
        "ENDINGS": f"[{', '.join(endings)}]",
        "WEIGHTS": f"load({_quoted(file)})" if file else "fresh()",
        "READ": "np.eye(X)[symbol]" if shape.is_one_hot else "np.array(CODES[symbol])",
        "MAIN": NUMPY_ASK.replace("$COUNT", count),
    }


def _functions(cell: Cell) -> list[str]:
    return sorted({node.name for node in cell.nodes if node.kind == "function"})


def _learnt(parameter: CellParameter) -> str:
    sizes = ", ".join(size for size in (parameter.rows, parameter.columns) if size)
    return f"self.{parameter.name} = learnt({sizes})"


def _shape(parameter: CellParameter) -> str:
    return f'"{parameter.name}": "{parameter.rows}{parameter.columns or ""}",'


def _indented(lines: Sequence[str], spaces: int) -> str:
    return "\n".join((" " * spaces + line).rstrip() for line in lines)


def _wrapped(opening: str, items: Sequence[str], closing: str) -> str:
    """Return items on one line, or on as many as they need."""
    short = f"{opening}{', '.join(items)}{closing}"
    if len(short) <= WIDTH:
        return short
    lines = [""]
    for item in items:
        if len(lines[-1]) + len(item) > WIDTH - 10:
            lines.append("")
        lines[-1] += f"{item}, "
    inside = _indented([line.strip() for line in lines], 4)
    return f"{opening}\n{inside}\n{closing}"


def _quoted(text: str) -> str:
    """Return a text as Python writes it, in double quotes where they need no backslash."""
    written = repr(text)
    return f'"{written[1:-1]}"' if '"' not in written else written


def _one_line(text: str) -> str:
    """Return a person's text so that it fits into a comment: printable, on one line."""
    return "".join(character for character in " ".join(text.split()) if character.isprintable())
