"""What can go wrong, as codes that any language can put into words.

The core never writes sentences. It raises (or returns) a :class:`Problem`: a code such as
``"vocabulary.empty"``, the field at which it belongs, and the values a sentence about it needs.
``rnnlab.session.sentences`` turns it into Korean or English.
"""

from __future__ import annotations

from typing import Any


class Problem(Exception):
    """Something a person should be told, at its place.

    Parameters
    ----------
    code
        Dotted name, first the subject, then what is the matter: ``"vocabulary.empty"``.
    field
        Where it belongs: ``"vocabulary"``, ``"cell"``, ``"file"``, ``"prefix"``, or the name of a
        field of :class:`~rnnlab.core.experiment.Experiment`; empty if it belongs nowhere.
    **args
        Values for the sentence's placeholders, by name.

    Notes
    -----
    Problems compare by value, so that values which carry them (a vocabulary with its notices)
    compare too. A Problem need not be raised: a *notice* is one that is only shown.
    """

    def __init__(self, code: str, field: str = "", **args: object) -> None:
        super().__init__(code, field, args)
        self.code = code
        self.field = field
        self._placeholders: dict[str, Any] = dict(args)

    @property
    def args(self) -> dict[str, Any]:  # type: ignore[override]
        """Values for the sentence's placeholders, by name."""
        return self._placeholders

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self._placeholders.items())
        place = f" at {self.field}" if self.field else ""
        return f"{self.code}{place}" + (f" ({details})" if details else "")

    def __repr__(self) -> str:
        details = "".join(f", {name}={value!r}" for name, value in self._placeholders.items())
        return f"Problem({self.code!r}, {self.field!r}{details})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Problem):
            return NotImplemented
        mine = (self.code, self.field, self._placeholders)
        return mine == (other.code, other.field, other._placeholders)

    def __hash__(self) -> int:
        return hash((self.code, self.field))

    def __reduce__(self) -> tuple[Any, ...]:
        return (_rebuild, (self.code, self.field, self._placeholders))


def _rebuild(code: str, field: str, args: dict[str, Any]) -> Problem:
    """Make a copied or unpickled Problem again (threads and processes pass them on)."""
    return Problem(code, field, **args)
