"""`python -m rnnlab.core.cells.kernel`: compile the cell given on standard input."""

import sys

from rnnlab.core.cells.kernel.preparation import prepare_from

if __name__ == "__main__":
    prepare_from(sys.stdin.read())
