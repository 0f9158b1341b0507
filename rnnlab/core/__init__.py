"""What the lab is about: vocabularies, cells, training, traces, files. No Qt, no threads, no sentences."""
