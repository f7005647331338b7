"""A view and the template folder to HTML, in an autoescaping environment of our own."""
