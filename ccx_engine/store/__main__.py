"""`python -m ccx_engine.store apply FILE.toml | show`."""

import sys

from ccx_engine.store.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
