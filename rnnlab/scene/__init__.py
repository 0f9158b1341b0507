"""Pure geometry and time: what to draw is a function of a trace and a position."""
