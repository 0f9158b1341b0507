"""What the caption scene shows, as pure functions of sizes, words and the moment."""
