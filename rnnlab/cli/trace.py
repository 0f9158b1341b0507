"""``rnnlab trace``: every number of a net on one sequence, forward and backward."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from rnnlab.cli.loaded import Loaded, add_arguments, load
from rnnlab.cli.output import array, print_json, short, table
from rnnlab.cli.parser import Parser
from rnnlab.cli.words import say
from rnnlab.core.trace import Trace, record


def run(arguments: Sequence[str], language: str) -> int:
    """Print the trace as JSON, or its outline as a table."""
    parser = Parser("trace", language)
    add_arguments(parser, language)
    values = parser.read(arguments)
    loaded = load(values.file, values.step)
    question = loaded.question(values.prefix)
    trace = record(loaded.shape, loaded.parameters, question.inputs, question.targets)
    if values.json:
        print_json(_content(loaded, trace), compact=True)
    else:
        print(_outline(loaded, trace, language))
        print(say("trace.more", language))
    return 0


def _content(loaded: Loaded, trace: Trace) -> dict[str, Any]:
    shape = loaded.shape
    return {
        "sequence": [loaded.shown(int(index)) for index in trace.inputs],
        "targets": [loaded.answer(int(index)) if index >= 0 else None for index in trace.targets],
        "vocabulary": list(loaded.names.symbols),
        "answers": list(loaded.names.answers),
        "codes": None if shape.codes is None else [list(code) for code in shape.codes],
        "cell": shape.cell.name,
        "hidden_size": shape.hidden_size,
        "layers": shape.layers,
        "training_step": loaded.step,
        "weights": {key: array(value) for key, value in shape.views(trace.parameters).items()},
        "quantities": {key: array(value) for key, value in trace.values.items()},
        "logits": array(trace.logits),
        "probabilities": array(trace.probabilities),
        "losses": array(trace.losses),
        "loss": short(trace.loss),
        "gradients": {
            "weights": {key: array(value) for key, value in shape.views(trace.parameters_gradient).items()},
            "quantities": {key: array(value) for key, value in trace.gradients.items()},
            "logits": array(trace.logits_gradient),
        },
    }


def _outline(loaded: Loaded, trace: Trace, language: str) -> str:
    key = loaded.shape.key(loaded.shape.cell.output, loaded.shape.layers)
    rows = [say("trace.columns", language, state=key).split("|")]
    norms = np.linalg.norm(trace.gradients[key], axis=1)  # (T,)
    for t in range(len(trace)):
        answer, target = int(trace.probabilities[t].argmax()), int(trace.targets[t])
        asked = target >= 0
        rows.append(
            [
                str(t + 1),
                loaded.shown(int(trace.inputs[t])) or "",
                loaded.answer(answer) or "",
                f"{trace.probabilities[t, answer]:.3f}",
                (loaded.answer(target) or "") if asked else "",
                ("✓" if answer == target else "✗") if asked else "",
                f"{trace.losses[t]:.4f}" if asked else "",
                f"{norms[t]:.3g}",
            ]
        )
    return table(rows)
