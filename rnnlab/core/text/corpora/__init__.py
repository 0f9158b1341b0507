"""Texts to learn: one small file each in ``resources/corpora``, and a person's own.

A corpus file is TOML: ``order`` (its place in the list), ``kind`` (``prose``, ``latex``, ``c``,
``python``), ``source`` (a module of this package, which reads it), ``title``, ``sentence``, ``origin`` and
perhaps ``short`` (each with ``ko`` and ``en``), and under ``[options]`` what its source needs. The file's
name without its ending is its id.

Reading is a generator of `Progress` that returns the `Corpus`; whoever stops asking gives it up.
"""

from __future__ import annotations

import tomllib
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from typing import Any

from rnnlab import paths
from rnnlab.core.cells.graph import Localised
from rnnlab.core.problems import Problem
from rnnlab.core.text.corpus import Corpus, CorpusChoice, Kind

__all__ = ["OWN", "CorpusEntry", "Progress", "Reading", "all_entries", "entry_of", "finished", "read"]

OWN = "own"
"""The source of a choice that is a person's own file or folder."""


@dataclass(frozen=True)
class Progress:
    """How far reading is.

    Attributes
    ----------
    stage
        ``"downloading"``, ``"reading"`` or ``"writing"`` (a text that is generated).
    done, total
        Bytes or characters; total is None where it is not known.
    """

    stage: str
    done: int
    total: int | None


Reading = Generator[Progress, None, Corpus]


@dataclass(frozen=True)
class CorpusEntry:
    """A corpus on the list.

    Attributes
    ----------
    id
        What a choice names it by.
    kind
        What kind of text it is.
    source
        Which module reads it.
    title, sentence, origin
        What it is called, what it is, and where it comes from.
    options
        What its source needs.
    short
        What it is called where there is little room; None if that is its title.
    """

    id: str
    kind: Kind
    source: str
    title: Localised
    sentence: Localised
    origin: Localised
    options: Mapping[str, Any] = field(default_factory=dict)
    short: Localised | None = None


@lru_cache(maxsize=1)
def all_entries() -> tuple[CorpusEntry, ...]:
    """Return the corpora in the order in which they are offered."""
    found = []
    for path in sorted((paths.resources() / "corpora").glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        words = {name: Localised(**content[name]) for name in ("title", "sentence", "origin")}
        entry = CorpusEntry(
            path.stem,
            content["kind"],
            content["source"],
            options=content.get("options", {}),
            short=Localised(**content["short"]) if "short" in content else None,
            **words,
        )
        found.append((content["order"], entry))
    return tuple(entry for _, entry in sorted(found, key=lambda pair: pair[0]))


def entry_of(choice: CorpusChoice) -> CorpusEntry | None:
    """Return a choice's place on the list; None for a person's own text.

    Raises
    ------
    Problem
        ``experiment.choice`` at ``"corpus"``.
    """
    if choice.source == OWN:
        return None
    entries = {entry.id: entry for entry in all_entries()}
    if choice.source not in entries:
        raise Problem("experiment.choice", "corpus", value=choice.source, choices=", ".join((*entries, OWN)))
    return entries[choice.source]


def read(choice: CorpusChoice) -> Reading:
    """Read a corpus.

    Raises
    ------
    Problem
        At ``"corpus"``: it cannot be had, or is no text.
    """
    entry = entry_of(choice)
    name = OWN if entry is None else entry.source
    reading: Reading = import_module(f"{__name__}.{name}").read(choice, entry)
    return reading


def finished(reading: Reading) -> Corpus:
    """Run a reading to its end."""
    while True:
        try:
            next(reading)
        except StopIteration as stop:
            corpus: Corpus = stop.value
            return corpus
