"""Names of settings and how their values are written; shared by the parts of the scene."""

from PySide6.QtCore import QCoreApplication

from rnnlab.core.experiment import Experiment
from rnnlab.core.sweep import value_of
from rnnlab.qt.cell_words import cell_title

__all__ = ["axis_names", "seconds", "setting", "span_of", "value_words"]

_OPTIMIZERS = {"adam": "Adam", "sgd": "SGD", "rmsprop": "RMSprop"}


def axis_names() -> dict[str, str]:
    """Return what the settings are called, by their names in `rnnlab.core.sweep.AXES`."""
    return {
        "hidden_size": QCoreApplication.translate("CompareWords", "Hidden size"),
        "learning_rate": QCoreApplication.translate("CompareWords", "Learning rate"),
        "cell": QCoreApplication.translate("CompareWords", "Cell"),
        "optimizer": QCoreApplication.translate("CompareWords", "Optimiser"),
        "layers": QCoreApplication.translate("CompareWords", "Layers"),
        "momentum": QCoreApplication.translate("CompareWords", "Momentum"),
        "clip_norm": QCoreApplication.translate("CompareWords", "Clip gradient at"),
        "order": QCoreApplication.translate("CompareWords", "Order"),
    }


def value_words(name: str, value: object) -> str:
    """Write a setting's value."""
    if name == "cell":
        return cell_title(str(value))
    if name == "optimizer":
        return _OPTIMIZERS.get(str(value), str(value))
    if name == "order":
        forward = QCoreApplication.translate("CompareWords", "forward")
        return forward if value == "forward" else QCoreApplication.translate("CompareWords", "reversed")
    if name == "clip_norm" and value == 0:
        return QCoreApplication.translate("CompareWords", "off")
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def setting(experiment: Experiment, name: str) -> str:
    """Write one setting of an experiment, with a word before a bare number."""
    value = value_words(name, value_of(experiment, name))
    before = {
        "hidden_size": "H",
        "learning_rate": QCoreApplication.translate("CompareWords", "rate"),
        "layers": QCoreApplication.translate("CompareWords", "layers"),
        "momentum": QCoreApplication.translate("CompareWords", "momentum"),
        "clip_norm": QCoreApplication.translate("CompareWords", "clip"),
    }.get(name)
    return f"{before} {value}" if before else value


def span_of(steps: tuple[float, float, float]) -> str:
    """Write the middle half of steps: lower to upper quartile."""
    return f"{steps[0]:,.0f}–{steps[2]:,.0f}"


def seconds(value: float) -> str:
    """Write a time with a fitting unit."""
    if value >= 1:
        return f"{value:.1f} s"
    return f"{value * 1e3:.3g} ms" if value >= 1e-3 else f"{value * 1e6:.0f} µs"
