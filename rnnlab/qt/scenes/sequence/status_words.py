"""What the Sequence scene says in the status bar: the device, the backend and why, the speed."""

from PySide6.QtCore import QCoreApplication

from rnnlab.qt.scenes.base import StatusLine
from rnnlab.session.training_run import TrainingRun

__all__ = ["status_line"]


def status_line(run: TrainingRun, *, running: bool) -> StatusLine:
    """Return the status bar's content for a training run."""
    translate = QCoreApplication.translate
    choice = run.choice
    names = {
        "interpreter": translate("SequenceScene", "NumPy interpreter"),
        "compiled": translate("SequenceScene", "compiled kernel"),
        "torch": translate("SequenceScene", "PyTorch"),
    }
    device = {"cpu": "CPU", "cuda": "CUDA", "mps": "MPS"}.get(choice.device, choice.device)
    backend = names.get(choice.name, choice.name)
    if not run.has_trained and choice.reason != "by_hand":
        backend = translate("SequenceScene", "backend: automatic")
    return StatusLine(device, backend, _reason(run), run.steps_per_second if running else None)


def _reason(run: TrainingRun) -> str:
    translate, choice = QCoreApplication.translate, run.choice
    if choice.reason == "by_hand":
        return translate("SequenceScene", "Chosen by hand in the top bar.")
    if not run.has_trained:
        return translate(
            "SequenceScene", "Nothing has been trained yet. The fastest one for this net is measured then."
        )
    if choice.reason == "compiling":
        return translate(
            "SequenceScene", "The kernel of this cell is being compiled; training has begun meanwhile."
        )
    if choice.reason == "large":
        return translate("SequenceScene", "A net of this size begins with compiled code at once.")
    if choice.reason == "measured":
        figures = sorted(choice.seconds_per_step.items(), key=lambda pair: pair[1])
        told = " · ".join(f"{name} {seconds * 1e6:,.0f} µs" for name, seconds in figures)
        words = translate("SequenceScene", "Measured on this net, time for one training step: {0}")
        return words.format(told)
    return translate("SequenceScene", "Ready at once; faster ones are being prepared.")
