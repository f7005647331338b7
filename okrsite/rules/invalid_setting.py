"""A setting has a value that it can't take.

Why:
The default is used until it is mended, and the numbers may not be what you expect.

Bad:
grace: two weeks

Good:
grace: 14
"""
