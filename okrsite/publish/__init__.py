"""Caching, and building a site as a whole or not at all."""
