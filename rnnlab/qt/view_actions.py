"""What the View and Help menus do: theme, language, sizes, presentation, inspector, the two dialogs."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSignalBlocker

from rnnlab.qt.i18n import language
from rnnlab.qt.theme import theme

if TYPE_CHECKING:
    from rnnlab.qt.main_window import MainWindow
    from rnnlab.qt.scenes.base import SceneWidget

__all__ = ["LOW_WINDOW", "ZOOMS", "ViewActions"]

LOW_WINDOW = 600

ZOOMS = (0.8, 0.9, 1.0, 1.1, 1.25, 1.4, 1.6, 1.8, 2.0)


class ViewActions(QObject):
    """Handles the window's own actions, and remembers what was chosen."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._actions = window.actions_
        self._settings = window.settings
        for mode in ("light", "dark", "system"):
            self._actions.handle(f"theme.{mode}", partial(self._if_on, self.set_theme, mode))
        for code in ("ko", "en"):
            self._actions.handle(f"language.{code}", partial(self._if_on, self.set_language, code))
        handlers: dict[str, Callable[..., object]] = {
            "theme.toggle": self.toggle_theme,
            "view.inspector": self.set_inspector,
            "view.presentation": self.set_presentation,
            "view.full_screen": self.set_full_screen,
            "view.larger": self.enlarge,
            "view.smaller": self.shrink,
            "view.usual_size": self.usual_size,
            "view.motion": self.set_motion,
            "help.shortcuts": self.show_shortcuts,
            "help.about": self.show_about,
        }
        for id_, handler in handlers.items():
            self._actions.handle(id_, handler)
        self.show_state()
        self.show_bars()
        language.changed.connect(self.show_state)

    def show_state(self) -> None:
        """Show in the menus what is in force."""
        states = {
            f"theme.{theme.mode}": True,
            f"language.{language.current}": True,
            "view.presentation": theme.presentation,
            "view.motion": theme.motion,
        }
        for id_, on in states.items():
            self._actions[id_].setChecked(on)

    def follow(self, scene: "SceneWidget") -> None:
        """Show whether a scene's inspector is to be seen."""
        action = self._actions["view.inspector"]
        with QSignalBlocker(action):
            action.setChecked(scene.inspector_shown())
        action.changed.emit()

    # Theme and language

    def _if_on(self, choose: Callable[[str], None], key: str, on: bool) -> None:
        if on:
            choose(key)

    def set_theme(self, mode: str) -> None:
        """Wear the light or the dark theme, or follow the system."""
        self._settings.theme = mode
        theme.set_mode(mode)
        self.show_state()
        self._settings.save()

    def toggle_theme(self) -> None:
        """Change from light to dark or back."""
        self.set_theme("light" if theme.dark else "dark")

    def set_language(self, code: str) -> None:
        """Speak Korean or English from now on."""
        self._settings.language = code
        language.choose(code)
        self._settings.save()

    # Sizes and motion

    def set_presentation(self, on: bool) -> None:
        """Enlarge and sharpen everything for a projector; the room of the bars goes to the stage."""
        self._settings.presentation = on
        theme.set_presentation(on)
        self.show_bars()
        self._settings.save()

    def show_bars(self) -> None:
        """Show menus and status bar, except in presentation mode: its button stays in the top bar.

        A very low window (a laptop at 200 %) has no room for the status bar either.
        """
        self._window.menuBar().setVisible(not theme.presentation)
        low = self._window.height() < theme.px(LOW_WINDOW)
        self._window.statusBar().setVisible(not theme.presentation and not low)

    def set_full_screen(self, on: bool) -> None:
        """Fill the screen, or give it back."""
        if on:
            self._window.showFullScreen()
        else:
            self._window.showNormal()

    def enlarge(self) -> None:
        """Make everything one size larger."""
        self._zoom(next((zoom for zoom in ZOOMS if zoom > self._settings.zoom + 1e-6), ZOOMS[-1]))

    def shrink(self) -> None:
        """Make everything one size smaller."""
        self._zoom(next((zoom for zoom in reversed(ZOOMS) if zoom < self._settings.zoom - 1e-6), ZOOMS[0]))

    def usual_size(self) -> None:
        """Go back to the usual size."""
        self._zoom(1.0)

    def _zoom(self, zoom: float) -> None:
        self._settings.zoom = zoom
        theme.set_zoom(zoom)
        self.show_bars()
        self._settings.save()

    def set_motion(self, on: bool) -> None:
        """Let things move, or change at once."""
        self._settings.motion = on
        theme.set_motion(on)
        self._settings.save()

    def set_inspector(self, on: bool) -> None:
        """Show or hide the inspector of the scene in front."""
        if (scene := self._window.scene()) is not None:
            scene.show_inspector(on)

    # Dialogs

    def show_shortcuts(self) -> None:
        """Show all keys."""
        from rnnlab.qt.shortcuts_dialog import ShortcutsDialog

        words = self._window.menu_titles().items()
        titles = {group: text.split("(")[0].replace("&", "") for group, text in words}
        dialog = ShortcutsDialog(self._actions, titles, self._window)
        dialog.exec()
        dialog.deleteLater()

    def show_about(self) -> None:
        """Show what the program is."""
        from rnnlab.qt.about_dialog import AboutDialog

        dialog = AboutDialog(self._window)
        dialog.exec()
        dialog.deleteLater()
