"""A text and a net that are learnt at once."""

from typing import Any

from PySide6.QtCore import Qt

LEFT = Qt.MouseButton.LeftButton
LINES = "the cat sat on the mat. a hat for the rat!\n" * 40
SMALL: dict[str, Any] = {
    "hidden_size": 12,
    "sequence_length": 12,
    "batch_size": 8,
    "steps": 60,
    "learning_rate": 0.02,
    "backend": "compiled",
}
