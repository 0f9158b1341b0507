"""A measured figure beside the bar it must reach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

__all__ = ["Figure", "percentile", "table"]

_SCALES = {"s": ((1.0, "s"), (1e3, "ms"), (1e6, "µs")), "B": ((1e-6, "MB"),), "share": ((100.0, "%"),)}


@dataclass(frozen=True)
class Figure:
    """One measured value.

    Attributes
    ----------
    name
        What was measured.
    value
        The value, a median where there were several.
    unit
        ``s`` (seconds), ``/s``, ``B`` (bytes), ``share`` or ``count``.
    bar
        What it must reach; None where nothing was promised.
    at_least
        Whether the bar is the least value, else it is the greatest.
    remark
        How it was measured, or its spread.
    """

    name: str
    value: float
    unit: str = "s"
    bar: float | None = None
    at_least: bool = False
    remark: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the bar is reached; None without a bar."""
        if self.bar is None:
            return None
        return self.value >= self.bar if self.at_least else self.value <= self.bar

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {**asdict(self), "met": self.met}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Figure:
        """Make a figure again from `to_json`."""
        return cls(**{name: content[name] for name in cls.__dataclass_fields__})

    @classmethod
    def of(cls, name: str, values: Sequence[float], bar: float | None = None, remark: str = "") -> Figure:
        """Return the median of several times in seconds; the remark tells the greatest."""
        told = f"of {len(values)}, greatest {written(max(values), 's')}"
        return cls(name, median(values), "s", bar, remark=f"{told}; {remark}" if remark else told)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the least value that a share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def written(value: float, unit: str) -> str:
    """Write a value with a fitting unit."""
    scales = _SCALES.get(unit)
    if scales is None:
        return f"{value:,.0f}" + (unit if unit == "/s" else "")
    factor, name = next((pair for pair in scales if abs(value) * pair[0] >= 1), scales[-1])
    number = value * factor
    space = "" if name == "%" else " "
    return (f"{number:,.0f}" if abs(number) >= 100 else f"{number:.3g}") + space + name


def table(figures: Sequence[Figure]) -> list[str]:
    """Line up figures: what, how much, the bar, whether it is reached, how it was measured."""
    rows = []
    for figure in figures:
        sign = "≥" if figure.at_least else "≤"
        bar = "" if figure.bar is None else f"{sign} {written(figure.bar, figure.unit)}"
        verdict = {True: "reached", False: "MISSED", None: ""}[figure.met]
        rows.append((figure.name, written(figure.value, figure.unit), bar, verdict, figure.remark))
    widths = [max((len(row[place]) for row in rows), default=0) for place in range(5)]
    return [
        "  ".join(
            (
                row[0].ljust(widths[0]),
                row[1].rjust(widths[1]),
                row[2].rjust(widths[2]),
                row[3].ljust(widths[3]),
                row[4],
            )
        ).rstrip()
        for row in rows
    ]
