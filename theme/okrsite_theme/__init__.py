"""Templates and assets of the pages; no logic."""
