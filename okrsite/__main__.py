"""`python -m okrsite` is the command `okrsite`."""

from okrsite.cli.main import main

main()
