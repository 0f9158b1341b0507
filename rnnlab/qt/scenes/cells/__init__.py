"""The Cells scene: every cell as equations, diagram and code; and an editor for one's own."""
