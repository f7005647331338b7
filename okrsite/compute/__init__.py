"""Graph and as-of date to numbers: progress, score, pace, status; pure and exact."""
