"""What the game looks like, as pure frames: the board with its tiles, and the chart of a game."""
