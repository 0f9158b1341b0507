"""The game 거꾸로~ 로꾸꺼~: fill the blanks of a row of symbols against a net that learns while you play.

`settings` says what is played, `questions` draws the questions, `play` is the rules as pure functions on a
frozen state, `points` counts, `keyboard` reads what is typed, `scores` and `unfinished` are the two files.
"""
