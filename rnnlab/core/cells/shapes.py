"""Shape inference by unification: every vector of a cell has size X, H or is a plain number.

Dimensions are named by texts: the concrete ``X``, ``H`` and ``1``, and variables such as ``W_xh.rows``. Two
variables that must be equal are joined; a variable that nothing determines becomes H.
"""

from __future__ import annotations

from typing import cast

from rnnlab.core.cells.graph import Dimension

_CONCRETE = frozenset({"X", "H", "1"})


class Dimensions:
    """The equations between dimensions found so far (a union-find)."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self.of_node: list[str] = []

    def _root(self, dimension: str) -> str:
        while dimension in self._parent:
            dimension = self._parent[dimension]
        return dimension

    def is_scalar(self, dimension: str) -> bool:
        """Whether the dimension is a plain number's."""
        return self._root(dimension) == "1"

    def unify(self, first: str, second: str) -> bool:
        """Make two dimensions equal; False if they are known to differ."""
        first, second = self._root(first), self._root(second)
        if first == second:
            return True
        if first in _CONCRETE and second in _CONCRETE:
            return False
        if first in _CONCRETE:
            first, second = second, first
        self._parent[first] = second
        return True

    def resolve(self, dimension: str) -> Dimension:
        """Return the concrete dimension; H where nothing determines it."""
        root = self._root(dimension)
        return cast("Dimension", root) if root in _CONCRETE else "H"
