r"""LaTeX without end: theorems, lemmas and proofs made up from a seed, with formulas that SymPy writes.

What it says is nonsense; how it says it is not. Every ``\begin`` has its ``\end``, environments stand inside
each other, references name labels that exist, and every formula is one that SymPy has printed. The same seed
gives the same text, of any length.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator

from rnnlab.core.text.corpora import CorpusEntry, Progress, Reading
from rnnlab.core.text.corpora.formulas import Formulas
from rnnlab.core.text.corpus import CorpusChoice, Gatherer

_STATEMENTS = ("theorem", "lemma", "proposition", "corollary")
_NOUNS = (
    "group",
    "ring",
    "field",
    "module",
    "scheme",
    "sheaf",
    "manifold",
    "vector space",
    "topological space",
    "category",
    "measure",
    "lattice",
)
_ADJECTIVES = (
    "compact",
    "abelian",
    "finite",
    "noetherian",
    "separable",
    "smooth",
    "connected",
    "projective",
    "complete",
    "bounded",
    "irreducible",
    "free",
)
_MAPS = ("morphism", "map", "homomorphism", "functor", "operator", "isomorphism")
_LETTERS = ("X", "Y", "Z", "G", "H", "K", "M", "N", "R", "S", "U", "V")
_ENDS = ("This proves the claim.", "The result follows.", "Hence we are done.")
_REASONS = (
    "by induction on",
    "since we may replace",
    "because of the choice of",
    "after shrinking",
    "by the definition of",
)


def read(choice: CorpusChoice, entry: CorpusEntry | None) -> Reading:
    """Write the corpus of the choice's seed; see `rnnlab.core.text.corpora.read`."""
    assert entry is not None
    total = int(entry.options["characters"])
    gatherer = Gatherer()
    for paragraph in paragraphs(choice.seed):
        gatherer.add(paragraph)
        yield Progress("writing", min(gatherer.characters, total), total)
        if gatherer.characters >= total:
            break
    return gatherer.corpus(choice, entry.title.en, entry.kind)


def paragraphs(seed: int) -> Iterator[str]:
    """Yield paragraphs without end."""
    writer = _Writer(seed)
    while True:
        yield writer.paragraph()


class _Writer:
    """Writes one paragraph after the other and remembers what it has labelled."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._formulas = Formulas(self._random)
        self._numbers = itertools.count(1)
        self._labels: list[str] = []
        self._section = itertools.count(1)

    def paragraph(self) -> str:
        """Return the next paragraph, ending with an empty line."""
        kinds: tuple[tuple[Callable[[], str], int], ...] = (
            (self._statement_with_proof, 8),
            (self._definition, 3),
            (self._remark, 3),
            (self._list, 2),
            (self._heading, 1),
        )
        (chosen,) = self._random.choices([kind for kind, _ in kinds], [weight for _, weight in kinds])
        return chosen() + "\n\n"

    def _pick(self, words: tuple[str, ...]) -> str:
        return self._random.choice(words)

    def _letter(self) -> str:
        return f"${self._pick(_LETTERS)}$"

    def _thing(self) -> str:
        adjective = self._pick(_ADJECTIVES)
        article = "an" if adjective[0] in "aeiou" else "a"
        return f"{article} {adjective} {self._pick(_NOUNS)}"

    def _reference(self) -> str:
        if not self._labels:
            return "the definition"
        kind, _, number = self._random.choice(self._labels[-8:]).partition(":")
        name = "Equation" if kind == "equation" else kind.capitalize()
        return rf"{name}~\ref{{{kind}:{number}}}"

    def _label(self, kind: str) -> str:
        label = f"{kind}:{next(self._numbers)}"
        self._labels.append(label)
        return rf"\label{{{label}}}"

    def _heading(self) -> str:
        noun, adjective = self._pick(_NOUNS), self._pick(_ADJECTIVES).capitalize()
        return rf"\section{{{adjective} {noun}s}}"

    def _statement_with_proof(self) -> str:
        kind = self._pick(_STATEMENTS)
        lines = [rf"\begin{{{kind}}}{self._label(kind)}", self._statement(), rf"\end{{{kind}}}"]
        lines += [r"\begin{proof}", *self._proof(), r"\end{proof}"]
        return "\n".join(lines)

    def _statement(self) -> str:
        letter, other = self._letter(), self._letter()
        first, f = f"Let {letter} be {self._thing()}", self._formulas
        forms = (
            lambda: f"{first}. Then ${f.equation()}$ for every ${f.symbol()}$ in {letter}.",
            lambda: f"{first} and let {other} be {self._thing()}. Then\n{self._display()}",
            lambda: f"{first}. The following are equivalent:\n{self._enumerate('enumerate')}",
            lambda: f"Every {self._pick(_MAPS)} from {letter} to {other} is {self._pick(_ADJECTIVES)}.",
        )
        return self._random.choice(forms)()

    def _proof(self) -> list[str]:
        lines = [self._sentence() for _ in range(self._random.randint(1, 3))]
        if self._random.random() < 0.6:
            lines.append(self._display())
        if self._random.random() < 0.25:
            lines.append(self._cases())
        lines.append(self._pick(_ENDS))
        return lines

    def _sentence(self) -> str:
        forms = (
            lambda: f"By {self._reference()} we have ${self._formulas.equation()}$.",
            lambda: f"Assume that ${self._formulas.inequality()}$.",
            self._reason,
            lambda: f"Consider the {self._pick(_MAPS)} ${self._formulas.map()}$.",
            lambda: f"It follows from {self._reference()} that {self._letter()} is {self._thing()}.",
            lambda: f"We write ${self._formulas.expression()}$ for its value at ${self._formulas.symbol()}$.",
        )
        return self._random.choice(forms)()

    def _reason(self) -> str:
        adjective, reason = self._pick(_ADJECTIVES), self._pick(_REASONS)
        return f"Then {self._letter()} is {adjective}, {reason} {self._letter()}."

    def _display(self) -> str:
        if self._random.random() < 0.65:
            return "\n".join(
                (
                    rf"\begin{{equation}}{self._label('equation')}",
                    self._formulas.large_equation(),
                    r"\end{equation}",
                )
            )
        count = self._random.randint(2, 3)
        left = self._formulas.symbol()
        rows = [
            f"{left if row == 0 else ''} &= {self._formulas.expression()}".strip() for row in range(count)
        ]
        return "\n".join((r"\begin{align*}", " \\\\\n".join(rows), r"\end{align*}"))

    def _cases(self) -> str:
        rows = [
            f"{self._formulas.expression()} & \\text{{if }} {self._formulas.inequality()}" for _ in range(2)
        ]
        inner = "\n".join((r"\begin{cases}", " \\\\\n".join(rows), r"\end{cases}"))
        return "\n".join((r"\begin{equation*}", f"{self._formulas.symbol()} = {inner}", r"\end{equation*}"))

    def _enumerate(self, kind: str) -> str:
        rows = [rf"\item {self._item()}" for _ in range(self._random.randint(2, 4))]
        return "\n".join((rf"\begin{{{kind}}}", *rows, rf"\end{{{kind}}}"))

    def _item(self) -> str:
        forms = (
            lambda: f"{self._letter()} is {self._thing()}.",
            lambda: f"${self._formulas.equation()}$.",
            lambda: f"The {self._pick(_MAPS)} ${self._formulas.map()}$ is {self._pick(_ADJECTIVES)}.",
        )
        return self._random.choice(forms)()

    def _definition(self) -> str:
        adjective, noun = self._pick(_ADJECTIVES), self._pick(_NOUNS)
        body = (
            rf"A {noun} {self._letter()} is called \emph{{{adjective}}} if ${self._formulas.inequality()}$."
        )
        return "\n".join((rf"\begin{{definition}}{self._label('definition')}", body, r"\end{definition}"))

    def _remark(self) -> str:
        lines = [self._sentence() for _ in range(self._random.randint(1, 2))]
        if self._random.random() < 0.3:
            lines.append(self._display())
        return "\n".join((r"\begin{remark}", *lines, r"\end{remark}"))

    def _list(self) -> str:
        return f"Note that in the situation of {self._reference()}\n{self._enumerate('itemize')}"
