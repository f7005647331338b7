"""The MkDocs adapter: events only, everything else is in the library."""
