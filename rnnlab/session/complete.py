"""The Complete scene's state: what is typed, what the net suggests, how well it knows its book.

Settings, training and files are those of a :class:`~rnnlab.session.sequence.SequenceSession` whose task is
the phrase book. Suggestions and judgements are made in threads of their own, from the weights that are shown
(at whichever training step, with whatever was touched by hand); while the net is trained they are asked for a
few times a second, so that one sees nonsense become sense.
"""

from __future__ import annotations

import time

from psygnal import Signal

from rnnlab.core.backends import Suppliers
from rnnlab.core.experiment import Experiment
from rnnlab.core.phrases.book import PhraseBook, Unknown, find_unknown, spell
from rnnlab.core.phrases.judge import Judgement
from rnnlab.core.phrases.readers import Reading, read_beginning
from rnnlab.core.phrases.search import Continuation
from rnnlab.core.problems import Problem
from rnnlab.core.tasks import Task
from rnnlab.core.tasks.phrases import Phrases, fitting_size
from rnnlab.session.judging import Judging, Shown
from rnnlab.session.presets import phrase_presets
from rnnlab.session.question import Question
from rnnlab.session.sequence import SequenceSession
from rnnlab.session.side_by_side import SideBySide
from rnnlab.session.suggestions import Suggestions, Wish

PACE = 100.0
"""Training steps a second for a tiny net, to begin with: slow enough to watch letters fall into place."""
TYPED_LIMIT = 100
"""Most letters in the box."""
SUGGEST_SECONDS = 0.15
"""While a net is trained, suggestions are this far apart."""


class CompleteSession:
    """The one object that the Complete scene's widgets look at.

    Parameters
    ----------
    experiment
        What to begin with; the lecture's phrase if missing.
    suppliers
        What makes backends ready.

    Attributes
    ----------
    net
        Settings, training and file.
    draft, draft_problem
        The phrase book as it stands in the editor, and why it cannot be read; None if it is the one learnt.
    typed, composing
        What is in the box, and the syllable behind it that an input method has not finished yet.
    symbols, unknown, problem
        The letters typed, the first of them that the book lacks, and why there are too many. An unfinished
        syllable is among the letters as soon as it is one of the book's; it never counts as unknown.
    suggestions
        What the net expects after it.
    pair
        Which two beginnings lie side by side.
    """

    typed_changed = Signal()
    suggestions_changed = Signal()
    judgement_changed = Signal()
    draft_changed = Signal()
    pair_changed = Signal()

    def __init__(self, experiment: Experiment | None = None, suppliers: Suppliers | None = None) -> None:
        self.net = SequenceSession(experiment or phrase_presets()[0].experiment, suppliers, "complete")
        self._set_pace()
        self.net.exhibit.reread = self._reread
        self.suggestions = Suggestions()
        self.pair = SideBySide(self.task)
        self.draft = self._last_book = self.net.experiment.phrases
        self.draft_problem: Problem | None = None
        self.typed = self.composing = ""
        self.symbols: tuple[str, ...] = ()
        self.unknown: Unknown | None = None
        self.problem: Problem | None = None
        self._is_unfinished = False
        self._judging = Judging()
        self._suggested: tuple[Shown, tuple[int, ...]] | None = None
        self._suggest_due = 0.0
        self.net.replaced.connect(self._on_replaced)
        self.net.experiment_changed.connect(self._on_experiment_changed)
        self._put()

    @property
    def task(self) -> Phrases:
        """The phrase book as the net's task."""
        task = self.net.task
        assert isinstance(task, Phrases)
        return task

    @property
    def prefix(self) -> tuple[int, ...]:
        """What the net reads of what was typed: the end symbol, then the letters before an unknown one."""
        vocabulary = self.task.vocabulary
        known = self.symbols[:TYPED_LIMIT]
        known = known if self.unknown is None else known[: self.unknown.place]
        return (self.task.end, *vocabulary.encode(known))

    # The phrase book

    def edit(self, text: str, *, merge: bool = False) -> bool:
        """Learn another book; what cannot be read stays in `draft`, and the old net stays.

        Parameters
        ----------
        text
            One phrase a line.
        merge
            The change belongs to the one before: one undo takes back both.

        Returns
        -------
        bool
            False if the text cannot be read: ``draft_problem`` says why.
        """
        if text == self.draft and self.draft_problem is None:
            return True
        self.draft = text
        settings: dict[str, object] = {"phrases": text}
        if self.net.experiment.hidden_size == fitting_size(self.task.book):
            # a size that fits its book goes along with it
            settings |= _fitting(text)
        had_learnt = self.net.run.newest_step > 0 or self.net.status == "running"
        run, was_tiny = self.net.run, self.net.is_tiny
        taken = self.net.change(merge=merge, **settings)
        if self.net.is_tiny != was_tiny:
            self._set_pace()
        self.draft_problem = None if taken else next(iter(self.net.problems.values()), None)
        if not taken:
            self.net.note_work()
        elif self.net.run is not run and had_learnt and self.net.status == "idle":
            self.net.train()
        return taken

    def add_phrase(self) -> None:
        """Add what was typed to the book, on a line of its own."""
        phrase = "".join(self.symbols).strip()
        before = self.draft.rstrip("\n")
        self.edit(f"{before}\n{phrase}\n" if before else phrase)
        self.draft_changed.emit()

    def _set_pace(self) -> None:
        self.net.pace = PACE if self.net.is_tiny else None

    def start_over(self, experiment: Experiment) -> None:
        """Begin with another book (a preset), with nothing typed."""
        self.typed = self.composing = ""
        self.net.start_over(experiment)
        self.typed_changed.emit()

    def _on_replaced(self) -> None:
        """Forget the draft: another file or example has taken its place."""
        self._last_book = ""
        self._set_pace()

    def _on_experiment_changed(self) -> None:
        experiment = self.net.experiment
        if experiment.phrases != self._last_book:
            # a draft that cannot be read outlives changes of everything but the book itself
            self._last_book, self.draft_problem = experiment.phrases, None
            if experiment.phrases != self.draft:
                self.draft = experiment.phrases
                self.draft_changed.emit()
        self.suggestions.forget()
        self._judging.forget()
        self.pair.present(self.task)
        self._read()
        # the net's session shows it once it has told of the change
        self.net.exhibit.question = self._question()
        for signal in (
            self.typed_changed,
            self.suggestions_changed,
            self.judgement_changed,
            self.pair_changed,
        ):
            signal.emit()

    # What is typed

    def type(self, text: str, composing: str = "") -> None:
        """Take what is in the box, and what is being composed behind it."""
        if (text, composing) == (self.typed, self.composing):
            return
        self.typed, self.composing = text, composing
        self._read()
        self._suggest_due = 0.0
        self.typed_changed.emit()
        if self.pair.pinned is not None:
            self.pair_changed.emit()
        self._ask(time.monotonic())

    def _read(self) -> None:
        self.symbols = spell(self.typed)
        if self.composing:
            with_unfinished = spell(self.typed + self.composing)
            self._is_unfinished = find_unknown(self.task.vocabulary, with_unfinished) is not None
            if not self._is_unfinished:
                self.symbols = with_unfinished
        else:
            self._is_unfinished = False
        self.unknown = find_unknown(self.task.vocabulary, self.symbols[:TYPED_LIMIT])
        too_long = len(self.symbols) > TYPED_LIMIT
        self.problem = Problem("prefix.too_long", "prefix", limit=TYPED_LIMIT) if too_long else None

    @property
    def completion(self) -> str:
        """What stands in grey behind the text; empty where there is nothing to suggest."""
        choice = self.suggestions.choice
        return "" if choice is None or not self._is_completed else self.words(choice)

    @property
    def completion_ends(self) -> bool:
        """Whether the net writes the end behind the grey letters."""
        choice = self.suggestions.choice
        return choice is not None and choice.ended and self._is_completed

    @property
    def _is_completed(self) -> bool:
        """Whether all that is typed was read, and the suggestions are about it."""
        is_read = not self._is_unfinished and self.unknown is None and self.problem is None
        return is_read and self._is_current

    @property
    def _is_current(self) -> bool:
        """Whether the suggestions are about what is typed now."""
        outlook = self.suggestions.outlook
        return outlook is not None and outlook.prefix == self.prefix

    def words(self, continuation: Continuation) -> str:
        """Return the letters of a continuation."""
        return "".join(self.task.vocabulary.decode(continuation.symbols))

    def choose(self, place: int) -> None:
        """Put another continuation into the box, still in grey."""
        if self.suggestions.choose(place):
            self._put()
            self.suggestions_changed.emit()

    def accept(self, place: int | None = None) -> None:
        """Type the grey letters, or those of another continuation."""
        if place is not None:
            self.choose(place)
        if rest := self.completion:
            self.type("".join(self.symbols) + rest)

    def take_symbol(self, symbol: int) -> None:
        """Type one letter more; the end is not a letter."""
        if symbol != self.task.end and self.unknown is None:
            self.type("".join(self.symbols) + self.task.vocabulary.symbols[symbol])

    def drop_unknown(self) -> None:
        """Take the unknown letter out of the text."""
        if self.unknown is not None:
            place = self.unknown.place
            self.type("".join((*self.symbols[:place], *self.symbols[place + 1 :])))

    def _reread(self, question: Question, task: Task) -> Question:
        """Read what is typed for another net, which has not chosen yet how to go on."""
        del question, task
        self._read()
        return Question(self.typed, self.prefix, 1, continuation=())

    def _question(self) -> Question:
        """Return what the stage shows: what was typed and the continuation that stands in grey."""
        choice = self.suggestions.choice if self._is_current else None
        written = () if choice is None else (*choice.symbols, *((self.task.end,) if choice.ended else ()))
        return Question(self.typed, self.prefix, max(len(written), 1), continuation=written)

    def _put(self) -> None:
        self.net.exhibit.put(self._question())

    # What the net makes of it

    @property
    def judgement(self) -> Judgement | None:
        """How well the net that is shown knows its book; None until that is known."""
        return self._judging.judgement

    def _shown(self) -> Shown:
        run, exhibit = self.net.run, self.net.exhibit
        step, trained = run.parameters_at(exhibit.shown_step)
        return Shown(run, step, exhibit.touch, exhibit.touch.applied(run.shape, trained))

    def readings(self) -> tuple[Reading, Reading]:
        """Let the net that is shown read both beginnings that lie side by side."""
        shown = self._shown()
        first, second = (
            read_beginning(shown.run.shape, shown.parameters, prefix, shown.clamps)
            for prefix in self.pair.prefixes(self.prefix)
        )
        return first, second

    def show_pair(self, place: int) -> None:
        """Compare two beginnings of the book."""
        self.pair.show_pair(place)
        self.pair_changed.emit()

    def pin(self, *, pinned: bool) -> None:
        """Hold what is typed fast and compare it with what is typed next, or let it go."""
        if pinned:
            self.pair.pin(self.task.vocabulary.decode(self.prefix[1:]))
        else:
            self.pair.unpin()
        self.pair_changed.emit()

    def _ask(self, now: float) -> None:
        """Ask for suggestions and a judgement where those at hand are old."""
        shown, prefix, task = self._shown(), self.prefix, self.task
        if now >= self._suggest_due and not self._is_suggested(shown, prefix):
            self._suggested, self._suggest_due = (shown, prefix), now + SUGGEST_SECONDS
            longest = max(task.book.longest + 2 - len(prefix), 8)
            shape, clamps = shown.run.shape, shown.clamps
            self.suggestions.ask(Wish(shape, shown.parameters, prefix, task.end, longest, clamps, shown.step))
        self._judging.ask(task, shown, now)

    def _is_suggested(self, shown: Shown, prefix: tuple[int, ...]) -> bool:
        """Whether the suggestions asked for last are about this net and this beginning."""
        asked = self._suggested
        return asked is not None and shown.is_same(asked[0]) and asked[1] == prefix

    def poll(self) -> None:
        """Bring in what the threads have done since the last look; called by a timer."""
        self.net.poll()
        if self.suggestions.poll():
            self._put()
            self.suggestions_changed.emit()
        if self._judging.poll(self.task):
            self.judgement_changed.emit()
        self._ask(time.monotonic())

    @property
    def is_active(self) -> bool:
        """Whether anything may arrive at the next poll."""
        shown = self._shown()
        is_asked = self._is_suggested(shown, self.prefix) and not self.suggestions.is_busy
        return self.net.is_active or not is_asked or not self._judging.is_settled(shown)

    def close(self) -> None:
        """Stop every thread and wait for it."""
        self.suggestions.close()
        self._judging.close()
        self.net.close()


def _fitting(text: str) -> dict[str, object]:
    """Return the hidden size that fits a book; nothing if it cannot be read."""
    try:
        return {"hidden_size": fitting_size(PhraseBook.parse(text))}
    except Problem:
        return {}
