#!/bin/sh
# Keeps documents with errors out of commits. Enable it in a clone: git config core.hooksPath @folder@hooks
@enter@
if ! command -v okrsite >/dev/null 2>&1; then
  echo "okrsite is not installed here, so the documents are not checked: pip install -r requirements.txt" >&2
  exit 0
fi
exec okrsite check
