"""The Compare scene: set-ups race on one task, and a map shows where a set-up succeeds."""
