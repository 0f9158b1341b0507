"""The options that say what is to be learnt, the same for ``train`` and ``sweep``."""

from __future__ import annotations

import argparse
from typing import Any

from rnnlab.cli.parser import Parser, number
from rnnlab.cli.words import say
from rnnlab.core.experiment import Experiment
from rnnlab.core.tasks import names

NUMBERS = ("bits", "delay", "span")
TASK_FIELDS = {name: name for name in ("task", *NUMBERS)}
"""Options and the fields of an experiment they set."""


def add_task_options(parser: Parser, language: str) -> None:
    """Add ``--task`` and the numbers that tasks have."""
    default = Experiment()
    choice = say("train.task", language, choices=", ".join(names()), default=default.task)
    parser.options.add_argument("--task", metavar="NAME", help=choice)
    for name in NUMBERS:
        told = say(f"train.{name}", language, default=getattr(default, name))
        parser.options.add_argument(f"--{name}", metavar="N", type=number(f"--{name}", int), help=told)


def task_changes(values: argparse.Namespace) -> dict[str, Any]:
    """Return the fields of an experiment that were given."""
    given = {field: getattr(values, name) for name, field in TASK_FIELDS.items()}
    return {field: value for field, value in given.items() if value is not None}
