"""Text to documents: front matter with the line and column of every key, validation, edits."""
