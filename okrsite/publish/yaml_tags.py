"""A YAML loader that understands `!ENV` and passes over every tag that only the host understands."""

from __future__ import annotations

import os
from typing import Any

import yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class TolerantLoader(_Loader):  # type: ignore[misc]
    """Reads a configuration file; `!!python/name:…` and the like become their own text."""


def _environment(loader: Any, node: yaml.Node) -> Any:
    """The first variable that is set, read as YAML means it; else the default, the last of several entries."""
    if isinstance(node, yaml.ScalarNode):
        names, default = [node], None
    else:
        names, default = list(node.value), None
        if len(names) > 1:
            default = loader.construct_object(names.pop())
    for name in names:
        text = os.environ.get(str(name.value))
        if text is not None:
            tag = loader.resolve(yaml.ScalarNode, text, (True, False))
            return loader.construct_object(yaml.ScalarNode(tag, text))
    return default


def _passed_over(loader: Any, suffix: str, node: yaml.Node) -> Any:
    # Beside the tag, for another one means something else to the host.
    if isinstance(node, yaml.MappingNode):
        return [suffix, loader.construct_mapping(node, deep=True)]
    if isinstance(node, yaml.SequenceNode):
        return [suffix, loader.construct_sequence(node, deep=True)]
    return suffix + str(node.value)


TolerantLoader.add_constructor("!ENV", _environment)
TolerantLoader.add_multi_constructor("!", _passed_over)
TolerantLoader.add_multi_constructor("tag:yaml.org,2002:python/", _passed_over)
