"""The actions that move a playback, the same in every scene that has one."""

from collections.abc import Callable

from rnnlab.session.playback import Playback

__all__ = ["playback_actions"]


def playback_actions(player: Playback) -> dict[str, Callable[..., object]]:
    """Return handlers by action, for `SceneWidget.connect_action`; what loops is the scene's own."""
    return {
        "play.toggle": player.toggle,
        "play.phase": player.phase_forward,
        "play.phase_back": player.phase_back,
        "play.step": player.step_forward,
        "play.back": player.step_back,
        "play.start": player.to_start,
        "play.end": player.to_end,
        "play.faster": player.faster,
        "play.slower": player.slower,
    }
