"""The cell language: assignments in Python syntax, parsed into a graph and never evaluated.

A state that is read before it is assigned is the one of the previous time step; after, this step's.
``W_*`` are matrices and stand left of ``@``; ``b_*`` and ``p_*`` are vectors; ``*`` is element-wise. Shapes
are inferred by unification: every vector has the input's size X or the hidden size H, and what nothing
determines is H. A mistake raises :class:`~rnnlab.core.problems.Problem` with its line and column.

The text is read by :func:`ast.parse`, then a white list of node types is walked. Length and nesting are
checked on the text first, because Python's own parser may exhaust memory on absurd nesting.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import replace

from rnnlab.core.cells.graph import FUNCTIONS, Cell, CellParameter, Kind, Localised, Node, Quantity
from rnnlab.core.cells.shapes import Dimensions
from rnnlab.core.problems import Problem

MAXIMUM_CHARACTERS = 8_000
MAXIMUM_EQUATIONS = 64
MAXIMUM_DEPTH = 40
MAXIMUM_NODES = 400
MAXIMUM_STATES = 4
INPUT = "x"
RESERVED = frozenset({"W_hy", "b_y", INPUT, *FUNCTIONS})
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,23}")
_BINARY: dict[type[ast.operator], Kind] = {ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul"}


def parse_cell(
    name: str,
    states: Sequence[str],
    equations: str,
    *,
    title: Localised | None = None,
    source: Localised | None = None,
    look_at: Localised | None = None,
) -> Cell:
    """Parse equations into a cell.

    Parameters
    ----------
    name
        The name it is stored under.
    states
        Names carried from step to step; the first is the output.
    equations
        One assignment a line; ``#`` starts a comment.
    title, source, look_at
        Texts for people.

    Raises
    ------
    Problem
        Codes ``cell.*``, field ``cell``, with ``line`` and ``column`` (from 1) where there is a place.
    """
    _check_text(equations)
    _check_states(states)
    builder = _Builder(equations, tuple(states))
    for statement in _statements(equations):
        builder.add_equation(statement)
    graph = builder.finish()
    return Cell(
        name=name,
        states=tuple(states),
        equations=equations.strip("\n"),
        title=title or Localised(ko=name, en=name),
        source=source or Localised(),
        look_at=look_at or Localised(),
        nodes=graph[0],
        quantities=graph[1],
        parameters=graph[2],
    )


def problem_at(code: str, place: ast.AST, **arguments: object) -> Problem:
    """Return a problem that points at a syntax node."""
    line = getattr(place, "lineno", 1)
    column = getattr(place, "col_offset", 0) + 1
    return Problem(code, "cell", line=line, column=column, **arguments)


def _check_text(equations: str) -> None:
    if len(equations) > MAXIMUM_CHARACTERS:
        raise Problem("cell.too_long", "cell", limit=MAXIMUM_CHARACTERS)
    for line_number, line in enumerate(equations.splitlines(), start=1):
        depth = 0
        for column, character in enumerate(line, start=1):
            depth += (character in "([{") - (character in ")]}")
            if depth > MAXIMUM_DEPTH:
                raise Problem("cell.too_deep", "cell", line=line_number, column=column, limit=MAXIMUM_DEPTH)
            if ord(character) > 126 and "#" not in line[:column]:
                raise Problem("cell.character", "cell", line=line_number, column=column, character=character)


def _check_states(states: Sequence[str]) -> None:
    if not 1 <= len(states) <= MAXIMUM_STATES or len(set(states)) != len(states):
        raise Problem("cell.states", "cell", limit=MAXIMUM_STATES)
    for state in states:
        if not _NAME.fullmatch(state) or state in RESERVED or state[:2] in ("W_", "b_", "p_"):
            raise Problem("cell.state_name", "cell", name=state)


def _statements(equations: str) -> list[ast.Assign]:
    try:
        tree = ast.parse(equations)
    except SyntaxError as error:
        raise Problem("cell.syntax", "cell", line=error.lineno or 1, column=error.offset or 1) from error
    except (RecursionError, MemoryError, ValueError) as error:
        raise Problem("cell.too_deep", "cell", line=1, column=1, limit=MAXIMUM_DEPTH) from error
    if not tree.body:
        raise Problem("cell.empty", "cell")
    if len(tree.body) > MAXIMUM_EQUATIONS:
        raise problem_at("cell.too_many_equations", tree.body[MAXIMUM_EQUATIONS], limit=MAXIMUM_EQUATIONS)
    statements: list[ast.Assign] = []
    for statement in tree.body:
        if not isinstance(statement, ast.Assign):
            raise problem_at("cell.not_an_assignment", statement)
        if len(statement.targets) != 1 or not isinstance(statement.targets[0], ast.Name):
            raise problem_at("cell.target", statement)
        statements.append(statement)
    return statements


class _Builder:
    """Turns syntax into nodes, one equation after the other."""

    def __init__(self, equations: str, states: tuple[str, ...]) -> None:
        self._lines = equations.splitlines()
        self._states = states
        self._nodes: list[Node] = []
        self._known: dict[tuple[object, ...], int] = {}
        self._defined: dict[str, int] = {}
        self._quantities: list[Quantity] = []
        self._parameters: list[str] = []
        self._dimensions = Dimensions()

    def add_equation(self, statement: ast.Assign) -> None:
        target = statement.targets[0]
        assert isinstance(target, ast.Name)
        name = target.id
        self._check_target(name, target)
        root = self._expression(statement.value, 0)
        if self._dimensions.is_scalar(self._dimension_of(root)):
            raise problem_at("cell.scalar", statement.value, name=name)
        if self._nodes[root].kind in ("parameter", "input", "previous") or root in self._defined.values():
            # a plain copy gets a node of its own, so that every quantity has its own value and gradient
            root = self._copy(root, statement.value)
        if name in self._states:
            self._unify(root, "H", statement.value, name)
        self._nodes[root] = replace(self._nodes[root], quantity=name)
        self._defined[name] = root
        source = ast.get_source_segment("\n".join(self._lines), statement) or ""
        self._quantities.append(Quantity(name, root, source, statement.lineno))

    def finish(self) -> tuple[tuple[Node, ...], tuple[Quantity, ...], tuple[CellParameter, ...]]:
        missing = [state for state in self._states if state not in self._defined]
        if missing:
            raise Problem(
                "cell.state_missing", "cell", name=missing[0], line=max(len(self._lines), 1), column=1
            )
        resolve = self._dimensions.resolve
        nodes = tuple(
            replace(node, dimension=resolve(self._dimension_of(node.index))) for node in self._nodes
        )
        parameters = []
        for name in self._parameters:
            matrix = name.startswith("W_")
            columns = resolve(f"{name}.columns") if matrix else None
            parameters.append(CellParameter(name, resolve(f"{name}.rows"), columns))
        return nodes, tuple(self._quantities), tuple(parameters)

    def _check_target(self, name: str, target: ast.Name) -> None:
        if name in RESERVED or name[:2] in ("W_", "b_", "p_"):
            raise problem_at("cell.reserved", target, name=name)
        if not _NAME.fullmatch(name):
            raise problem_at("cell.name", target, name=name)
        if name in self._defined:
            raise problem_at("cell.assigned_twice", target, name=name)

    def _expression(self, syntax: ast.expr, depth: int) -> int:
        if depth > MAXIMUM_DEPTH:
            raise problem_at("cell.too_deep", syntax, limit=MAXIMUM_DEPTH)
        if isinstance(syntax, ast.Name):
            return self._name(syntax)
        if isinstance(syntax, ast.Constant):
            return self._constant(syntax)
        if isinstance(syntax, ast.UnaryOp) and isinstance(syntax.op, ast.USub):
            operand = self._expression(syntax.operand, depth + 1)
            return self._node("neg", syntax, (operand,), dimension=self._dimension_of(operand))
        if isinstance(syntax, ast.BinOp) and isinstance(syntax.op, ast.MatMult):
            return self._product(syntax, depth)
        if isinstance(syntax, ast.BinOp) and type(syntax.op) in _BINARY:
            return self._element_wise(syntax, depth)
        if isinstance(syntax, ast.Call):
            return self._call(syntax, depth)
        raise problem_at("cell.not_allowed", syntax, text=ast.unparse(syntax)[:40])

    def _name(self, syntax: ast.Name) -> int:
        name = syntax.id
        if name in self._defined:
            return self._defined[name]
        if name in self._states:
            return self._node("previous", syntax, name=name, dimension="H")
        if name == INPUT:
            return self._node("input", syntax, name=name, dimension="X")
        if name.startswith("W_"):
            raise problem_at("cell.matrix_without_product", syntax, name=name)
        if name.startswith(("b_", "p_")) and name not in RESERVED:
            self._register(name, syntax)
            return self._node("parameter", syntax, name=name, dimension=f"{name}.rows")
        if name in FUNCTIONS:
            raise problem_at("cell.function_without_argument", syntax, name=name)
        raise problem_at("cell.unknown_name", syntax, name=name)

    def _constant(self, syntax: ast.Constant) -> int:
        value = syntax.value
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) <= 1e6:
            raise problem_at("cell.not_allowed", syntax, text=str(value)[:40])
        return self._node("constant", syntax, value=float(value), dimension="1")

    def _product(self, syntax: ast.BinOp, depth: int) -> int:
        left = syntax.left
        if not (isinstance(left, ast.Name) and left.id.startswith("W_") and left.id not in RESERVED):
            raise problem_at("cell.product_without_matrix", syntax.left, text=ast.unparse(left)[:40])
        vector = self._expression(syntax.right, depth + 1)
        if self._dimensions.is_scalar(self._dimension_of(vector)):
            raise problem_at("cell.product_with_number", syntax.right, name=left.id)
        self._register(left.id, left)
        self._unify(vector, f"{left.id}.columns", syntax.right, left.id)
        return self._node("matvec", syntax, (vector,), name=left.id, dimension=f"{left.id}.rows")

    def _element_wise(self, syntax: ast.BinOp, depth: int) -> int:
        left = self._expression(syntax.left, depth + 1)
        right = self._expression(syntax.right, depth + 1)
        dimension = self._dimension_of(left)
        if self._dimensions.is_scalar(dimension):
            dimension = self._dimension_of(right)
        elif not self._dimensions.is_scalar(self._dimension_of(right)):
            self._unify(right, dimension, syntax.right, ast.unparse(syntax.left)[:40])
        return self._node(_BINARY[type(syntax.op)], syntax, (left, right), dimension=dimension)

    def _call(self, syntax: ast.Call, depth: int) -> int:
        if not isinstance(syntax.func, ast.Name) or syntax.func.id not in FUNCTIONS:
            known = ", ".join(FUNCTIONS)
            raise problem_at("cell.unknown_function", syntax, name=ast.unparse(syntax.func)[:40], known=known)
        if len(syntax.args) != 1 or syntax.keywords or isinstance(syntax.args[0], ast.Starred):
            raise problem_at("cell.one_argument", syntax, name=syntax.func.id)
        operand = self._expression(syntax.args[0], depth + 1)
        name = syntax.func.id
        return self._node("function", syntax, (operand,), name=name, dimension=self._dimension_of(operand))

    def _register(self, name: str, syntax: ast.AST) -> None:
        if not _NAME.fullmatch(name):
            raise problem_at("cell.name", syntax, name=name)
        if name not in self._parameters:
            self._parameters.append(name)

    def _copy(self, operand: int, syntax: ast.expr) -> int:
        one = self._node("constant", syntax, value=1.0, dimension="1")
        dimension = self._dimension_of(operand)
        return self._append("mul", syntax, (one, operand), dimension=dimension)

    def _unify(self, node: int, dimension: str, syntax: ast.expr, other: str) -> None:
        mine = self._dimension_of(node)
        if not self._dimensions.unify(mine, dimension):
            mismatch = {"text": ast.unparse(syntax)[:40], "other": other}
            sizes = {
                "dimension": self._dimensions.resolve(mine),
                "expected": self._dimensions.resolve(dimension),
            }
            raise problem_at("cell.shape", syntax, **mismatch, **sizes)

    def _dimension_of(self, node: int) -> str:
        return self._dimensions.of_node[node]

    def _node(
        self,
        kind: Kind,
        syntax: ast.AST,
        operands: tuple[int, ...] = (),
        *,
        name: str = "",
        value: float = 0.0,
        dimension: str,
    ) -> int:
        key = (kind, operands, name, value)
        if key not in self._known:
            self._known[key] = self._append(
                kind, syntax, operands, name=name, value=value, dimension=dimension
            )
        return self._known[key]

    def _append(
        self,
        kind: Kind,
        syntax: ast.AST,
        operands: tuple[int, ...] = (),
        *,
        name: str = "",
        value: float = 0.0,
        dimension: str,
    ) -> int:
        index = len(self._nodes)
        if index >= MAXIMUM_NODES:
            raise problem_at("cell.too_many_nodes", syntax, limit=MAXIMUM_NODES)
        line, column = getattr(syntax, "lineno", 0), getattr(syntax, "col_offset", -1) + 1
        self._nodes.append(Node(index, kind, operands, name, value, line=line, column=column))
        self._dimensions.of_node.append(dimension)
        return index
