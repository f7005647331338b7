"""okrsite publishes objectives and key results from Markdown files in git.

The library reads documents, computes numbers and renders pages; it knows no site generator.
"""

__version__ = "0.1.0"
