"""Numbers to the data of one page; frozen and JSON-able."""
