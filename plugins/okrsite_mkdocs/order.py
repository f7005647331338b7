"""The order that is being built, for the plugin, which MkDocs makes by itself and hands nothing of ours."""

from __future__ import annotations

from contextvars import ContextVar

from okrsite.publish.host import Order

ORDER: ContextVar[Order | None] = ContextVar("okrsite_order", default=None)
"""What the command line asked for; None when `mkdocs` itself builds."""
