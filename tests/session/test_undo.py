"""Undo and redo against a plain model: a list and a place in it."""

from hypothesis import given
from hypothesis import strategies as st

from rnnlab.session.undo import LONGEST_LIST, Undoable, UndoList


@given(st.lists(st.one_of(st.sampled_from(["undo", "redo"]), st.integers(0, 3)), max_size=60))
def test_it_behaves_like_a_list_with_a_place(operations: list[str | int]) -> None:
    undo, model, place = UndoList[int](0), [0], 0
    for operation in operations:
        if operation == "undo":
            undo.undo()
            place = max(place - 1, 0)
        elif operation == "redo":
            undo.redo()
            place = min(place + 1, len(model) - 1)
        elif isinstance(operation, int) and operation != model[place]:
            undo.push(operation)
            model[place + 1 :] = [operation]
            place += 1
        assert undo.value == model[place]
        assert undo.can_undo == (place > 0)
        assert undo.can_redo == (place < len(model) - 1)


def test_replacing_is_one_change() -> None:
    undo = UndoList("a")
    undo.push("b")
    undo.replace("c")
    undo.replace("d")
    assert undo.value == "d"
    assert undo.undo() == "a"
    assert undo.redo() == "d"


def test_the_list_does_not_grow_for_ever() -> None:
    undo = UndoList(0)
    for value in range(1, 3 * LONGEST_LIST):
        undo.push(value)
    steps = 0
    while undo.can_undo:
        undo.undo()
        steps += 1
    assert steps == LONGEST_LIST - 1


class Setup(Undoable[str]):
    """Settings that are one letter, and a note of every change."""

    def __init__(self) -> None:
        super().__init__("a")
        self.changes: list[tuple[str, str]] = []

    def take(self, settings: str, *, merge: bool = False) -> None:
        self._put(settings, merge=merge)

    def _apply(self, before: str, /) -> None:
        self.changes.append((before, self.settings))


def test_what_is_put_back_follows_with_what_was_before() -> None:
    setup = Setup()
    setup.take("b")
    setup.take("c", merge=True)
    setup.undo()
    assert (setup.can_undo, setup.can_redo) == (False, True)
    setup.redo()
    assert (setup.can_undo, setup.can_redo) == (True, False)
    assert setup.changes == [("a", "b"), ("b", "c"), ("c", "a"), ("a", "c")]
