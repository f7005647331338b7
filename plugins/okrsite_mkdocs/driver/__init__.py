"""Building with MkDocs' parts and not its loop: pages are written by several processes at once."""
