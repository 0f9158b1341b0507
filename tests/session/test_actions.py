from rnnlab import paths
from rnnlab.session.actions import ACTIONS, GROUPS, action, actions_in


def test_ids_are_unique_and_found() -> None:
    assert len({entry.id for entry in ACTIONS}) == len(ACTIONS)
    assert all(action(entry.id) is entry for entry in ACTIONS)


def test_no_two_actions_share_a_key() -> None:
    keys = [key for entry in ACTIONS for key in entry.shortcut.split("; ") if key]
    assert sorted(keys) == sorted(set(keys))


def test_every_action_stands_in_a_menu_that_there_is() -> None:
    assert {entry.group for entry in ACTIONS} == set(GROUPS)
    assert sum(len(list(actions_in(group))) for group in GROUPS) == len(ACTIONS)


def test_exclusive_actions_can_be_on() -> None:
    assert all(entry.checkable for entry in ACTIONS if entry.exclusive)


def test_icons_exist() -> None:
    folder = paths.resources() / "icons"
    named = {entry.icon for entry in ACTIONS if entry.icon}
    assert named <= {path.stem for path in folder.glob("*.svg")}
