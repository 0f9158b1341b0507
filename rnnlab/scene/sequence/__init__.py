"""The scene of one sequence: the unrolled graph, one column a time step."""
