"""``python -m studio`` is ``galatea``."""

from studio.cli import main

if __name__ == "__main__":
    main()
