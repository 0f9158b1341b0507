"""The game's state without Qt: `session` holds it together, `learner` is the net, `files` what is kept."""
