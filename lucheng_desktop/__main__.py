"""`python -m lucheng_desktop VAULT` opens the window."""

import sys

from lucheng_desktop.app import main

if __name__ == "__main__":
    sys.exit(main())
