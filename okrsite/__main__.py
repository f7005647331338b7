"""`python -m okrsite` is the command `okrsite`."""

from okrsite.cli.main import main

if __name__ == "__main__":
    main()
