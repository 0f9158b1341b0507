"""The diagram of a cell: drawn from its graph, filled in as the step is computed."""
