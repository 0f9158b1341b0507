"""A cell is a short text of equations; from it come the graph, the backends and every picture."""
