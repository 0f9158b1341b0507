"""argparse that speaks two languages and complains in one line."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from typing import NoReturn, TypeVar

from rnnlab.cli.words import EXAMPLES, say
from rnnlab.core.problems import Problem

Number = TypeVar("Number", int, float)


class Parser(argparse.ArgumentParser):
    """The options of one command.

    Parameters
    ----------
    command
        Its name.
    language
        ``"en"`` or ``"ko"``.
    epilog
        What comes before the examples.
    """

    def __init__(self, command: str, language: str, epilog: str = "") -> None:
        self._language = language
        examples = "\n".join(f"  {example}" for example in EXAMPLES[command])
        super().__init__(
            prog=f"rnnlab {command}",
            description=say(command, language),
            epilog=f"{epilog}{say('examples', language)}\n{examples}",
            formatter_class=self._formatter,
            add_help=False,
            allow_abbrev=False,
            exit_on_error=False,
        )
        self.positionals = self.add_argument_group(say("arguments", language))
        self.options = self.add_argument_group(say("options", language))
        self.options.add_argument("-h", "--help", action="help", help=say("help", language))

    def read(self, arguments: Sequence[str]) -> argparse.Namespace:
        """Return the values of the arguments.

        Raises
        ------
        Problem
            ``command.unknown_argument``, ``.option`` or ``.missing``.
        """
        try:
            values, unknown = self.parse_known_args(list(arguments))
        except argparse.ArgumentError as error:
            raise Problem("command.option", "command", option=error.argument_name or "") from error
        if unknown:
            raise Problem("command.unknown_argument", "command", argument=unknown[0], command=self.prog)
        return values

    def error(self, message: str) -> NoReturn:
        """Complain about what argparse itself has found: an argument that must be there is not."""
        raise Problem("command.missing", "command", command=self.prog, detail=message)

    def _formatter(self, prog: str) -> argparse.HelpFormatter:
        return _Formatter(prog, say("usage", self._language))


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help whose first word is in the language, too."""

    def __init__(self, prog: str, usage: str) -> None:
        super().__init__(prog, max_help_position=32)
        self._usage_word = usage

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, prefix or self._usage_word)


def number(option: str, kind: type[Number]) -> Callable[[str], Number]:
    """Return a converter that complains about what is no number."""

    def convert(text: str) -> Number:
        try:
            return kind(text)
        except (ValueError, OverflowError):
            if kind.__name__ == "int":
                raise Problem("command.whole_number", "command", option=option, value=text) from None
            raise Problem("command.number", "command", option=option, value=text) from None

    return convert
