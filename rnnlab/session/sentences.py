"""What every Problem says, in both languages: one table for the window and for the command line.

A sentence says what is wrong and how to mend it. Placeholders are the Problem's own (``{symbol}``). In Korean
a particle depends on the word before it; ``{symbol:을/를}`` writes the word and the right one of the two, and
behind a quoted word, ``“{symbol}”{symbol:을/를}``, the particle alone.
Whoever adds a code to the core adds its two sentences here, in the part of its subject.
"""

import string
from collections.abc import Iterator, Mapping
from typing import Any

from rnnlab.core.problems import Problem
from rnnlab.session import sentence_tables

__all__ = ["SENTENCES", "placeholders", "sentence"]

SENTENCES: Mapping[str, Mapping[str, str]] = sentence_tables.ALL

# As they are read aloud: 이, 사, 오, 구; and all letters but l, m, n, r.
_OPEN_DIGITS = "2459"
_UNKNOWN = {
    "en": "Something unexpected went wrong ({code}). Please report it.",
    "ko": "예상하지 못한 문제가 생겼습니다({code}). 알려 주시면 고치겠습니다.",
}


def sentence(problem: Problem, language: str = "en") -> str:
    """Put a Problem into words.

    Parameters
    ----------
    problem
        The Problem; codes without a sentence get one that names the code.
    language
        ``en`` or ``ko``; anything else is English.
    """
    language = language if language in ("en", "ko") else "en"
    template = SENTENCES.get(problem.code, _UNKNOWN)[language]
    field = sentence_tables.FIELDS.get(problem.field, {}).get(language, problem.field)
    values: dict[str, Any] = {"code": problem.code, "field": field, **problem.args}
    return _Words().vformat(template, (), values)


def placeholders(template: str) -> frozenset[str]:
    """Return the names of the placeholders in a sentence."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name)


_ALONE = "~"


class _Words(string.Formatter):
    """Formats without ever failing: a sentence with a gap is better than no sentence."""

    def get_value(self, key: int | str, args: Any, kwargs: Any) -> Any:  # noqa: ANN401 - as string.Formatter
        return super().get_value(key, args, kwargs) if key in kwargs else "…"

    def parse(self, format_string: Any) -> Iterator[tuple[str, str | None, str | None, str | None]]:  # noqa: ANN401
        """Mark a particle behind a quoted value, “{0}”{0:은/는}: the value is not written again."""
        before: str | None = None
        for literal, name, specification, conversion in super().parse(format_string):
            alone = literal == "”" and name == before and "/" in (specification or "")
            yield literal, name, f"{_ALONE}{specification}" if alone else specification, conversion
            before = name

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401 - as string.Formatter
        if "/" in format_spec:
            text = _plain(value)
            closed, open_ = format_spec.removeprefix(_ALONE).split("/", 1)
            particle = closed if _ends_closed(text, closed) else open_
            return particle if format_spec.startswith(_ALONE) else text + particle
        if format_spec:
            return str(super().format_field(value, format_spec))
        return _plain(value)


def _plain(value: object) -> str:
    if isinstance(value, tuple | list):
        return ", ".join(_plain(entry) for entry in value)
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return str(value)


def _ends_closed(text: str, particle: str) -> bool:
    """Return whether the last syllable ends in a consonant, so that 은, 이, 을, 과 or 으로 follows."""
    last = next((symbol for symbol in reversed(text.casefold()) if symbol.isalnum()), "")
    if "가" <= last <= "힣":
        final = (ord(last) - ord("가")) % 28
        # 로 follows an open syllable and also one that ends in ㄹ.
        return final not in ((0, 8) if particle == "으로" else (0,))
    if last.isdigit():
        return last not in _OPEN_DIGITS and not (particle == "으로" and last in "178")
    if "ㄱ" <= last <= "ㅎ":
        return True
    return last in ("m", "n") or (last in ("l", "r") and particle != "으로")
