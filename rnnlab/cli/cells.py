"""``rnnlab cells``: the catalogue, and the equations of one cell."""

from __future__ import annotations

from collections.abc import Sequence

from rnnlab.cli.output import print_json, table
from rnnlab.cli.parser import Parser
from rnnlab.cli.words import say
from rnnlab.core.cells import catalogue
from rnnlab.core.cells.graph import Cell


def run(arguments: Sequence[str], language: str) -> int:
    """List the cells, or show one."""
    parser = Parser("cells", language)
    parser.positionals.add_argument("name", metavar="NAME", nargs="?", help=say("cells.name", language))
    parser.options.add_argument("--json", action="store_true", help=say("json", language))
    values = parser.read(arguments)
    cells = [catalogue.load(name) for name in ([values.name] if values.name else catalogue.names())]
    if values.json:
        content = [_content(cell) for cell in cells]
        print_json(content[0] if values.name else content)
    elif values.name:
        print(_page(cells[0], language))
    else:
        print(table([(cell.name, cell.title.text(language)) for cell in cells]))
    return 0


def _content(cell: Cell) -> dict[str, object]:
    return {
        "name": cell.name,
        "title": {"ko": cell.title.ko, "en": cell.title.en},
        "states": list(cell.states),
        "equations": cell.equations.splitlines(),
        "parameters": [parameter.name for parameter in cell.parameters],
        "source": {"ko": cell.source.ko, "en": cell.source.en},
        "look_at": {"ko": cell.look_at.ko, "en": cell.look_at.en},
    }


def _page(cell: Cell, language: str) -> str:
    equations = "\n".join(f"  {line}" for line in cell.equations.splitlines())
    parts = (cell.title.text(language), equations, cell.look_at.text(language), cell.source.text(language))
    return "\n\n".join(part for part in parts if part)
