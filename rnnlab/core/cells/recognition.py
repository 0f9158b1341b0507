"""Finds out whether a cell is one that torch has a fused layer for, by what it computes.

Every node is expanded into a polynomial over atoms (previous states, parameters, matrix products, functions),
so that neither names nor the order of terms and equations matter, and ``(1 - z) * n + z * h`` and
``n + z * (h - n)`` are the same. Then the polynomials are compared with those of ``nn.RNN``, ``nn.LSTM`` and
``nn.GRU`` as their documentation gives them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rnnlab.core.cells.graph import Cell, Node

MAXIMUM_TERMS = 32

Atom = tuple[object, ...]
Term = tuple[int, ...]
Polynomial = frozenset[tuple[Term, float]]
Kind = Literal["RNN", "LSTM", "GRU"]


@dataclass(frozen=True)
class Gate:
    """The parameters of one gate: ``input_matrix @ x + input_bias + hidden_matrix @ h + hidden_bias``."""

    input_matrix: str
    hidden_matrix: str
    input_bias: str | None = None
    hidden_bias: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all parameters it has."""
        every = (self.input_matrix, self.hidden_matrix, self.input_bias, self.hidden_bias)
        return tuple(name for name in every if name is not None)


@dataclass(frozen=True)
class Recognition:
    """What a cell is in torch.

    Attributes
    ----------
    kind
        Name of torch's class.
    gates
        In torch's order: i, f, g, o for an LSTM; r, z, n for a GRU.
    function
        Of ``nn.RNN``: ``tanh`` or ``relu``.
    """

    kind: Kind
    gates: tuple[Gate, ...]
    function: str = "tanh"


def recognise(cell: Cell) -> Recognition | None:
    """Return what torch layer a cell is, None if it is none of them."""
    matcher = _Matcher(cell)
    for found in (matcher.rnn(), matcher.lstm(), matcher.gru()):
        if found is not None:
            names = [name for gate in found.gates for name in gate.names]
            # torch's gates have parameters of their own
            return found if len(set(names)) == len(names) else None
    return None


class _Polynomials:
    """The nodes of a cell as polynomials; atoms are numbered so that terms can be sorted."""

    def __init__(self, cell: Cell) -> None:
        self._numbers: dict[Atom, int] = {}
        self.atoms: list[Atom] = []
        self._of_node: list[dict[Term, float]] = []
        for node in cell.nodes:
            self._of_node.append(self._expand(node))

    def of(self, node: int) -> Polynomial:
        """Return a node's polynomial: terms (sorted numbers of atoms) with their coefficients."""
        return frozenset(self._of_node[node].items())

    def _expand(self, node: Node) -> dict[Term, float]:
        operands = [self._of_node[operand] for operand in node.operands]
        if node.kind == "constant":
            return {(): node.value} if node.value else {}
        if node.kind == "neg":
            return _sum({}, operands[0], -1.0)
        if node.kind in ("add", "sub"):
            return _sum(operands[0], operands[1], 1.0 if node.kind == "add" else -1.0)
        if node.kind == "mul":
            product = _product(operands[0], operands[1])
            return self._single(("opaque", node.index)) if len(product) > MAXIMUM_TERMS else product
        inside = frozenset(operands[0].items()) if operands else None
        return self._single((node.kind, node.name, inside))

    def _single(self, atom: Atom) -> dict[Term, float]:
        if atom not in self._numbers:
            self._numbers[atom] = len(self.atoms)
            self.atoms.append(atom)
        return {(self._numbers[atom],): 1.0}


def _sum(first: dict[Term, float], second: dict[Term, float], factor: float) -> dict[Term, float]:
    total = dict(first)
    for term, coefficient in second.items():
        total[term] = total.get(term, 0.0) + factor * coefficient
    return {term: coefficient for term, coefficient in total.items() if coefficient}


def _product(first: dict[Term, float], second: dict[Term, float]) -> dict[Term, float]:
    total: dict[Term, float] = {}
    for left, one in first.items():
        for right, other in second.items():
            term = tuple(sorted(left + right))
            total[term] = total.get(term, 0.0) + one * other
    return {term: coefficient for term, coefficient in total.items() if coefficient}


def _only(names: list[str]) -> str | None:
    return names[0] if names else None


class _Matcher:
    """Compares a cell's polynomials with those of torch's layers."""

    def __init__(self, cell: Cell) -> None:
        self._polynomials = _Polynomials(cell)
        self._states = cell.states
        self._next = [self._polynomials.of(cell.quantity_nodes[state]) for state in cell.states]

    def rnn(self) -> Recognition | None:
        """``h = f(W_ih x + b_ih + W_hh h + b_hh)``."""
        if len(self._states) != 1:
            return None
        for function in ("tanh", "relu"):
            gate = self._gate(self._argument(self._next[0], function))
            if gate:
                return Recognition("RNN", (gate,), function)
        return None

    def lstm(self) -> Recognition | None:
        """``c = f * c + i * g; h = o * tanh(c)``."""
        if len(self._states) != 2:
            return None
        output, memory = self._next
        for shown, candidate in self._pairs(output):
            o = self._gate(self._argument(shown, "sigmoid"))
            if o and self._argument(candidate, "tanh") == memory:
                return self._lstm_memory(memory, o)
        return None

    def _lstm_memory(self, memory: Polynomial, o: Gate) -> Recognition | None:
        if len(memory) != 2:
            return None
        f = i = g = None
        for part in memory:
            for first, second in self._pairs(frozenset({part})):
                gate = self._gate(self._argument(first, "sigmoid"))
                if gate and second == self._previous(1):
                    f = gate
                elif gate and (candidate := self._gate(self._argument(second, "tanh"))):
                    i, g = gate, candidate
        return Recognition("LSTM", (i, f, g, o)) if i and f and g else None

    def gru(self) -> Recognition | None:
        """``n = tanh(W_in x + b_in + r * (W_hn h + b_hn)); h = (1 - z) * n + z * h``."""
        if len(self._states) != 1 or len(self._next[0]) != 3:
            return None
        atoms = sorted({atom for term, _ in self._next[0] for atom in term})
        for z_atom in atoms:
            z = self._gate(self._argument(self._alone(z_atom), "sigmoid"))
            for n_atom in atoms:
                candidate = self._argument(self._alone(n_atom), "tanh")
                if z is None or candidate is None or self._next[0] != self._mixture(z_atom, n_atom):
                    continue
                if found := self._gru_candidate(candidate):
                    return Recognition("GRU", (found[0], z, found[1]))
        return None

    def _mixture(self, z: int, n: int) -> Polynomial:
        """``n - z * n + z * h``."""
        ((old,),) = (term for term, _ in self._previous(0))
        terms = {(n,): 1.0, tuple(sorted((z, n))): -1.0, tuple(sorted((z, old))): 1.0}
        return frozenset(terms.items())

    def _gru_candidate(self, argument: Polynomial) -> tuple[Gate, Gate] | None:
        """Return the gates r and n of ``W_in x + b_in + r * (W_hn h + b_hn)``."""
        factors = {atom for term, _ in argument if len(term) == 2 for atom in term}
        for atom in sorted(factors):
            r = self._gate(self._argument(self._alone(atom), "sigmoid"))
            if r is None:
                continue
            outside, inside = [], []
            for term, coefficient in argument:
                rest = list(term)
                if len(rest) == 2 and atom in rest:
                    rest.remove(atom)
                    inside.append((tuple(rest), coefficient))
                else:
                    outside.append((term, coefficient))
            matrix, bias = self._affine(frozenset(outside), input_side=True)
            hidden, hidden_bias = self._affine(frozenset(inside), input_side=False)
            if matrix and hidden and len(bias) <= 1 and len(hidden_bias) <= 1:
                return r, Gate(matrix, hidden, _only(bias), _only(hidden_bias))
        return None

    def _gate(self, argument: Polynomial | None) -> Gate | None:
        """Match ``W_x x + W_h h`` with up to two biases."""
        if argument is None or len(argument) not in (2, 3, 4):
            return None
        for term in argument:
            matrix, _ = self._affine(frozenset({term}), input_side=True)
            if matrix:
                hidden, biases = self._affine(argument - {term}, input_side=False)
                if hidden and len(biases) <= 2:
                    return Gate(matrix, hidden, *biases)
        return None

    def _affine(self, polynomial: Polynomial, *, input_side: bool) -> tuple[str | None, list[str]]:
        """Match one matrix times x (or times the output's previous value) with any biases."""
        vector = self._input if input_side else self._previous(0)
        matrices: list[str] = []
        biases: list[str] = []
        for term, coefficient in polynomial:
            atom = self._polynomials.atoms[term[0]] if len(term) == 1 else ("", "", None)
            kind, name, inside = (*atom, None)[:3]
            if coefficient == 1 and kind == "matvec" and inside == vector:
                matrices.append(str(name))
            elif coefficient == 1 and kind == "parameter":
                biases.append(str(name))
            else:
                return None, []
        return (matrices[0], sorted(biases)) if len(matrices) == 1 else (None, [])

    def _argument(self, polynomial: Polynomial, function: str) -> Polynomial | None:
        """Return p of a polynomial that is ``function(p)`` and nothing else."""
        for term, coefficient in polynomial if len(polynomial) == 1 else ():
            atom = self._polynomials.atoms[term[0]] if len(term) == 1 and coefficient == 1 else ("",)
            if atom[:2] == ("function", function) and isinstance(atom[2], frozenset):
                return atom[2]
        return None

    def _pairs(self, polynomial: Polynomial) -> Iterator[tuple[Polynomial, Polynomial]]:
        """Yield both orders of the factors of a polynomial that is a product of two atoms."""
        for term, coefficient in polynomial if len(polynomial) == 1 else ():
            if len(term) == 2 and coefficient == 1:
                yield self._alone(term[0]), self._alone(term[1])
                yield self._alone(term[1]), self._alone(term[0])

    def _alone(self, atom: int) -> Polynomial:
        return frozenset({((atom,), 1.0)})

    def _previous(self, state: int) -> Polynomial:
        return self._atom(("previous", self._states[state], None))

    @property
    def _input(self) -> Polynomial:
        return self._atom(("input", "x", None))

    def _atom(self, atom: Atom) -> Polynomial:
        atoms = self._polynomials.atoms
        return self._alone(atoms.index(atom)) if atom in atoms else frozenset()
