"""What is said about a net that adds: how many sums are right, and which unit follows the carry."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from rnnlab.core.adding import Follower, Result
from rnnlab.core.cells.formula import plain
from rnnlab.core.cells.render import FormulaWriter
from rnnlab.core.net import NetShape
from rnnlab.scene.notation import signed
from rnnlab.session.sum_study import Findings

__all__ = ["all_right", "follower_text", "results_hint", "results_text"]

NO_BREAK = "\u00a0"


def results_text(findings: Findings | None, *, running: bool, short: bool = False) -> str:
    """Return one line: a sample while training runs, then a count for every length tried."""
    translate = QCoreApplication.translate
    if findings is None:
        return translate("SumBox", "Counting right sums …")
    if running or not findings.results:
        sample = findings.sample
        words = translate("SumBox", "{0} bits: {1} of {2} random sums right")
        return words.format(sample.bits, f"{sample.right:,}", f"{sample.total:,}")
    # a line breaks between two lengths, not inside of one
    return " · ".join(_result(result, short=short).replace(" ", NO_BREAK) for result in findings.results)


def _result(result: Result, *, short: bool) -> str:
    translate = QCoreApplication.translate
    words = translate("SumBox", "{0} bits: {1} of {2} right")
    if short:
        words = translate("SumBox", "{0} bits {1} / {2}")
    text = words.format(result.bits, f"{result.right:,}", f"{result.done:,}")
    if not result.is_complete:
        return text + " …"
    return text + (" ✓" if result.right == result.total else "")


def all_right(findings: Findings | None) -> bool:
    """Return whether every sum that was tried is right, and none is left to be tried."""
    results = findings.results if findings is not None else ()
    return bool(results) and all(result.is_complete and result.right == result.total for result in results)


def results_hint(bits: int) -> str:
    """Return what was tried, at length."""
    translate = QCoreApplication.translate
    words = translate(
        "SumBox",
        "A sum counts as right if every bit of it is. Up to 8 bits every pair of numbers is tried, beyond "
        "that 20,000 random ones. The net was trained on {0} bits only; longer numbers it never saw.",
    )
    return words.format(bits)


def follower_text(shape: NetShape, follower: Follower) -> str:
    """Return ``h₃ follows the carry: r = +0.97``."""
    translate = QCoreApplication.translate
    unit = unit_name(shape, follower)
    words = translate("SumBox", "{0} follows the carry: r = {1}")
    return words.format(unit, signed(follower.correlation, 2))


def unit_name(shape: NetShape, follower: Follower) -> str:
    """Return how a unit is written, ``h[3]``: counted from 1."""
    symbol = FormulaWriter(shape, follower.layer).quantity(follower.state, unit=follower.unit)
    below = symbol.subscript.removesuffix("t").rstrip(",")
    return plain(replace(symbol, subscript=below))
