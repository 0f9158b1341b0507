"""Windows, panels and views; the only place that knows Qt."""
