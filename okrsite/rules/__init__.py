"""One finding per file, found in the graph and its numbers."""
