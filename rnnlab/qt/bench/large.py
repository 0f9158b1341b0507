"""Frames with a large hidden state, and with many symbols and time steps: at least thirty a second."""

from __future__ import annotations

from dataclasses import replace

from rnnlab.core.cells import catalogue
from rnnlab.core.experiment import Experiment
from rnnlab.qt.bench.figures import Figure
from rnnlab.qt.bench.frames import BY_HAND, film
from rnnlab.qt.bench.watch import Subject

__all__ = ["TITLE", "measure"]

TITLE = "frames of large nets while training and playing"
PICTURES_A_SECOND = 30.0
_SECONDS = 2.0
_FIRST_LETTER = 0x4E00  # two hundred different signs


def measure(*, long: bool = False) -> list[Figure]:
    """Film hidden size 512, two hundred symbols, and both."""
    subject = Subject()
    symbols = " ".join(chr(_FIRST_LETTER + number) for number in range(201))
    default = replace(Experiment(), stop=BY_HAND)
    films = {
        "H 512": replace(default, hidden_size=512),
        "T 200": replace(default, vocabulary_text=symbols),
        "H 512 and T 200": replace(default, vocabulary_text=symbols, hidden_size=512),
        f"{catalogue.names()[1]}, 4 layers": replace(
            default, vocabulary_text=symbols, cell=catalogue.names()[1], layers=4, hidden_size=64
        ),
    }
    figures: list[Figure] = []
    for name, experiment in films.items():
        found = film(subject, experiment, name, _SECONDS * (4 if long else 1), None)
        pictures = replace(found[0], bar=PICTURES_A_SECOND, at_least=True)
        figures += [pictures, *found[1:]]
    subject.end()
    return figures
