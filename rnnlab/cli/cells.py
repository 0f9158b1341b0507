"""``rnnlab cells``: the catalogue, the equations of one cell, and a program that computes a net of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rnnlab.cli.output import print_json, table
from rnnlab.cli.parser import Parser
from rnnlab.cli.words import say
from rnnlab.core import store
from rnnlab.core.cells import catalogue
from rnnlab.core.cells.count import count_formula, count_in_numbers
from rnnlab.core.cells.generated_code import CODE_KINDS, CodeKind, generated_code
from rnnlab.core.cells.graph import Cell
from rnnlab.core.experiment import Experiment
from rnnlab.core.problems import Problem
from rnnlab.core.tasks import task_of


def run(arguments: Sequence[str], language: str) -> int:
    """List the cells, or show one."""
    parser = Parser("cells", language)
    parser.positionals.add_argument("name", metavar="NAME", nargs="?", help=say("cells.name", language))
    parser.options.add_argument(
        "--code", metavar=("KIND", "FILE"), nargs="+", help=say("cells.code", language)
    )
    parser.options.add_argument("--json", action="store_true", help=say("json", language))
    values = parser.read(arguments)
    if values.code:
        kind, file, *surplus = [*values.code, None] if len(values.code) == 1 else values.code
        if surplus:
            raise Problem("command.unknown_argument", "command", argument=surplus[0], command=parser.prog)
        code = _code(kind, values.name, file, language)
        if values.json:
            print_json({"name": values.name, "kind": kind, "code": code})
        else:
            print(code, end="")
        return 0
    cells = [catalogue.load(name) for name in ([values.name] if values.name else catalogue.names())]
    if values.json:
        content = [_content(cell) for cell in cells]
        print_json(content[0] if values.name else content)
    elif values.name:
        print(_page(cells[0], language))
    else:
        print(table([(cell.name, cell.title.text(language)) for cell in cells]))
    return 0


def _code(kind: str, name: str | None, file: str | None, language: str) -> str:
    """Return the program of a cell: of a net to begin with, or of the one in a file.

    Raises
    ------
    Problem
        ``command.choice``, ``command.missing`` without a name, ``command.other_cell`` if the file's net has
        another cell; ``cell.unknown`` or what is wrong with the file.
    """
    kinds: dict[str, CodeKind] = {kind: kind for kind in CODE_KINDS}
    if kind not in kinds:
        raise Problem("command.choice", "command", option="--code", value=kind, known=", ".join(kinds))
    if name is None:
        raise Problem("command.missing", "command", command="rnnlab cells")
    if file is None:
        experiment = Experiment(cell=name)
        cell = catalogue.load(name)
    else:
        saved = store.load(Path(file))
        experiment, cell = saved.experiment, saved.cell
        if cell.name != name:
            raise Problem("command.other_cell", "command", name=name, cell=cell.name)
    task = task_of(experiment)
    symbols = task.vocabulary.symbols
    return generated_code(
        kinds[kind],
        experiment.shape(cell),
        symbols=symbols,
        file=file or "",
        title=cell.title.text(language),
    )


def _content(cell: Cell) -> dict[str, object]:
    return {
        "name": cell.name,
        "title": {"ko": cell.title.ko, "en": cell.title.en},
        "states": list(cell.states),
        "equations": cell.equations.splitlines(),
        "parameters": [parameter.name for parameter in cell.parameters],
        "parameter_count": count_formula(cell),
        "source": {"ko": cell.source.ko, "en": cell.source.en},
        "look_at": {"ko": cell.look_at.ko, "en": cell.look_at.en},
    }


def _page(cell: Cell, language: str) -> str:
    equations = "\n".join(f"  {line}" for line in cell.equations.splitlines())
    parts = (
        cell.title.text(language),
        equations,
        _count(cell, language),
        cell.look_at.text(language),
        cell.source.text(language),
    )
    return "\n\n".join(part for part in parts if part)


def _count(cell: Cell, language: str) -> str:
    """Return the parameter count as a formula, and in numbers for a net to begin with."""
    shape = Experiment().shape(cell)
    return say(
        "cells.count",
        language,
        formula=count_formula(cell),
        inputs=shape.input_size,
        hidden=shape.hidden_size,
        outputs=shape.output_size,
        numbers=count_in_numbers(shape),
        count=shape.parameter_count,
    )
