"""``rnnlab caption``: trains a net that says what is in pictures, and lets it say so."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from rnnlab.cli.output import ProgressLine, print_json, short
from rnnlab.cli.parser import Parser, number
from rnnlab.cli.words import say
from rnnlab.core.captions import grammar, sampling, settings, store
from rnnlab.core.captions.canvas import sampled
from rnnlab.core.captions.decoding import WIDEST_BEAM, Spoken
from rnnlab.core.captions.drawing import Pictures
from rnnlab.core.captions.folder import FolderPictures, FolderProblem, read_folder
from rnnlab.core.captions.photographs import read_picture, write_picture
from rnnlab.core.captions.pictures import DrawnPictures, PictureSource
from rnnlab.core.captions.settings import CaptionSettings
from rnnlab.core.captions.shape import CaptionShape, initial
from rnnlab.core.captions.store import SavedCaptions
from rnnlab.core.captions.words import WordTable
from rnnlab.core.cells import catalogue
from rnnlab.core.experiment import Device
from rnnlab.core.history import History, LossCurve
from rnnlab.core.net import Float32Array
from rnnlab.core.problems import Problem
from rnnlab.core.training_state import TrainingState
from rnnlab.session.captions.session import source_of
from rnnlab.session.sentences import sentence

if TYPE_CHECKING:
    from rnnlab.core.captions.net import CaptionNet

TRAIN, DRAW, CODE = "train", "draw", "code"
UNREADABLE, DIVERGED, INTERRUPTED = 1, 2, 130
# Options and the fields they set; the net's own cannot change when a file is resumed.
_NET = {
    "language": "language",
    "shapes": "most_shapes",
    "channels": "channels",
    "blocks": "blocks",
    "last-channels": "last_channels",
    "features": "feature_size",
    "handover": "handover",
    "embedding": "embedding_size",
    "cell": "cell",
    "hidden": "hidden_size",
    "layers": "layers",
    "seed": "seed",
}
_TRAINING = {"lr": "learning_rate", "batch": "batch_size", "steps": "steps", "device": "device"}
_CHOICES = {
    "language": grammar.LANGUAGES,
    "handover": get_args(settings.Handover),
    "device": get_args(Device),
}


def run(arguments: Sequence[str], language: str) -> int:
    """Do what the first argument says: train, draw, or let the net in a file speak."""
    values = _parser(language).read(arguments)
    if values.what == TRAIN:
        return _train(values, language)
    if values.what == DRAW:
        return _draw(values, language)
    if values.what == CODE:
        return _write_code(values, language)
    return _describe(values, language)


def _parser(language: str) -> Parser:
    parser = Parser("caption", language)
    option, default = parser.options.add_argument, CaptionSettings()
    parser.positionals.add_argument("what", metavar="WHAT", help=say("caption.what", language))
    parser.positionals.add_argument(
        "pictures", metavar="PICTURE", nargs="*", help=say("caption.pictures", language)
    )
    for name, metavar in (("folder", "FOLDER"), ("resume", "FILE")):
        option(f"--{name}", metavar=metavar, help=say(f"caption.{name}", language))
    for name, field in {**_NET, **_TRAINING}.items():
        value = getattr(default, field)
        choices = ", ".join(catalogue.names() if name == "cell" else _CHOICES.get(name, ()))
        words = say(f"caption.{name}", language, default=value, choices=choices)
        if isinstance(value, str):
            option(f"--{name}", metavar="NAME", help=words)
        else:
            kind = type(value)
            metavar = "N" if kind is int else "X"
            option(f"--{name}", metavar=metavar, type=number(f"--{name}", kind), help=words)
    option("-o", "--output", metavar="FILE", help=say("caption.output", language))
    option("--beam", metavar="N", type=number("--beam", int), default=1, help=say("caption.beam", language))
    option("--step", metavar="N", type=number("--step", int), help=say("at_step", language))
    option("--held-out", action="store_true", help=say("caption.held_out", language))
    option("--json", action="store_true", help=say("json", language))
    return parser


def _output(values: argparse.Namespace) -> Path | None:
    output = Path(values.output) if values.output else None
    if output is not None and not output.absolute().parent.is_dir():
        folder = str(output.absolute().parent)
        raise Problem("file.no_folder", "file", name=output.name, folder=folder)
    return output


def _train(values: argparse.Namespace, language: str) -> int:
    output = _output(values)
    begun, source = _begin(values, language)
    if isinstance(source, FolderPictures):
        words = say(
            "caption.split",
            language,
            learnt=len(source.training),
            examined=len(source.examination),
            words=len(source.words.words),
        )
        print(words, file=sys.stderr)
    from rnnlab.cli.caption_training import CaptionTraining  # loads torch

    training = CaptionTraining(begun, source)
    training.train(language)
    if training.run.status == "diverged":
        problem = Problem("training.diverged", "learning_rate", step=training.run.newest_step)
        print(f"rnnlab: {sentence(problem, language)}", file=sys.stderr)
        return DIVERGED
    if output is not None:
        training.save(output)
    if values.json:
        print_json(training.content(output))
    else:
        print(training.summary(output, language))
    return INTERRUPTED if training.interrupted else 0


def _begin(values: argparse.Namespace, language: str) -> tuple[SavedCaptions, PictureSource]:
    """Return what training begins with, a fresh net or the one in a file, and its pictures."""
    given = _given(values)
    if "resume" in given:
        return _resumed(given, language)
    now = _changed(CaptionSettings(), given, {**_NET, **_TRAINING})
    if "folder" in given:
        now = replace(now, source="folder", folder=str(Path(given["folder"]).absolute()))
    now = now.validated()
    source: PictureSource = DrawnPictures.of(now)
    if now.source == "folder":
        source = _read(now, language)
    cell = catalogue.load(now.cell)
    shape = CaptionShape.of(now, source.words.size, cell)
    state = TrainingState.fresh(initial(shape, now.seed))
    history = History(shape.parameter_count)
    history.add(0, state.parameters)
    begun = SavedCaptions(now, cell, source.words, source.longest, state, history, LossCurve(), {})
    return begun, source


def _given(values: argparse.Namespace) -> dict[str, Any]:
    return {name: value for name, value in vars(values).items() if value is not None}


def _resumed(given: dict[str, Any], language: str) -> tuple[SavedCaptions, PictureSource]:
    if fixed := next((name for name in _NET if name in given), None):
        raise Problem("command.not_with_resume", "command", option=f"--{fixed}")
    saved = store.load(Path(given["resume"]))
    now = _changed(saved.settings, given, _TRAINING).validated(saved.cell)
    if "folder" in given and now.source == "folder":  # it may have been moved
        now = replace(now, folder=str(Path(given["folder"]).absolute()))
    saved = replace(saved, settings=now)
    source = source_of(saved) if now.source == "drawn" else _read(now, language, saved.words)
    return saved, source


def _changed(start: CaptionSettings, given: dict[str, Any], fields: dict[str, str]) -> CaptionSettings:
    return replace(start, **{field: given[name] for name, field in fields.items() if name in given})


def _read(now: CaptionSettings, language: str, words: WordTable | None = None) -> FolderPictures:
    """Read a folder of pictures, and say what is wrong with its lines."""
    line = ProgressLine()

    def progress(done: int, total: int) -> bool:
        line.show(say("caption.reading", language, done=f"{done:,}", total=f"{total:,}"))
        return True

    try:
        source = read_folder(Path(now.folder), now.seed, progress, words)
    except Problem as problem:
        line.clear()
        for notice in problem.notices if isinstance(problem, FolderProblem) else ():
            print(sentence(notice, language), file=sys.stderr)
        raise
    line.clear()
    for notice in source.notices:
        print(sentence(notice, language), file=sys.stderr)
    return source


def _draw(values: argparse.Namespace, language: str) -> int:
    """Draw a scene by lot, write it to a file and say what is in it."""
    output = _output(values)
    if output is None:
        raise Problem("command.missing", "command", command="rnnlab caption draw", detail="-o")
    usual = CaptionSettings(language="ko" if language == "ko" else "en")
    now = _changed(usual, _given(values), _NET).validated()
    if values.held_out and now.most_shapes == 1:
        raise Problem("captions.no_combination", "command", option="--held-out", shapes="--shapes 2")
    generator, seed = sampling.generator_of(now.seed), now.seed
    portion: sampling.Portion = "held_out" if values.held_out else "training"
    scenes = sampling.sample(1, portion, generator, sampling.shares_up_to(now.most_shapes))
    write_picture(output, sampled(scenes, seed)[0].picture)
    print(" ".join(grammar.caption(scenes.scene(0), now.language)))
    return 0


def _write_code(values: argparse.Namespace, language: str) -> int:
    """Write the net in a file as a program, and its weights beside it."""
    output = _output(values)
    if output is None or len(values.pictures) != 1:
        raise Problem("command.missing", "command", command="rnnlab caption")
    saved = store.load(Path(values.pictures[0]))
    from rnnlab.core.captions.program import write_program  # loads torch

    weights = write_program(output, saved.shape, _weights(saved, values)[1], saved.words)
    print(say("caption.written", language, program=output.name, weights=weights.name), file=sys.stderr)
    return 0


def _weights(saved: SavedCaptions, values: argparse.Namespace) -> tuple[int, Float32Array]:
    """Return the training step asked for and its weights (P,): the newest, or those nearest to one."""
    if values.step is not None and values.step < saved.state.step and len(saved.history):
        return saved.history.nearest(values.step)
    return saved.state.step, saved.state.parameters


def _describe(values: argparse.Namespace, language: str) -> int:
    """Let the net in a file say what is in pictures."""
    if not values.pictures:
        raise Problem("command.missing", "command", command="rnnlab caption FILE", detail="PICTURE")
    if not 1 <= values.beam <= WIDEST_BEAM:
        raise Problem("command.range", "command", option="--beam", value=values.beam, low=1, high=WIDEST_BEAM)
    saved = store.load(Path(values.what))
    pictures = _readable(values.pictures, language)
    step, parameters = _weights(saved, values)
    from rnnlab.core.captions.net import CaptionNet  # loads torch

    net = CaptionNet(saved.shape, parameters, saved.words, saved.settings.language)
    told: list[dict[str, Any]] = []
    for name, picture in pictures.items():
        found = net.say(net.look(picture).features, values.beam)
        captions = [_caption(net, spoken) for spoken in found]
        told.append({"picture": name, "step": step, "captions": captions})
    code = 0 if len(pictures) == len(set(values.pictures)) else UNREADABLE
    if values.json:
        print_json(told)
        return code
    for entry in told:
        for caption in entry["captions"]:
            before = f"{entry['picture']}: " if len(values.pictures) > 1 else ""
            print(before + caption["text"])
    return code


def _readable(names: Sequence[str], language: str) -> dict[str, Pictures]:
    """Return the pictures that can be read, by name; what is wrong with others is said."""
    found: dict[str, Pictures] = {}
    for name in names:
        try:
            found[name] = read_picture(Path(name))
        except Problem as problem:
            if len(names) == 1:
                raise
            print(f"{name}: {sentence(problem, language)}", file=sys.stderr)
    return found


def _caption(net: CaptionNet, spoken: Spoken) -> dict[str, Any]:
    return {
        "text": net.text(spoken),
        "words": [net.words.labels[index] for index in spoken.indices],
        "log_probability": short(spoken.score),
        "log_probabilities": [short(value) for value in spoken.log_probabilities],
    }
