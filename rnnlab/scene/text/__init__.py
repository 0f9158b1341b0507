"""The text scene's pure half: how text is broken into lines, and where the diary's pages stand."""
