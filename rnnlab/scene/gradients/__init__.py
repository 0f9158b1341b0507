"""The Gradients scene as geometry: unrolled nets on one time axis, and a chart below them."""
