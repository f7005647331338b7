"""Views and templates to HTML, in an autoescaping Jinja environment of our own, without any host."""
