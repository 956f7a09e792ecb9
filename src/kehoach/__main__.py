"""The program as a process: `kehoach`, or `python -m kehoach`."""

import gc

# A run is short and keeps nearly all that it makes. So the collector looks for garbage seldom, also
# while the program is imported, and at the end not at all: that would be a sixth of a `check`.
gc.set_threshold(100_000)

from kehoach.cli import main  # noqa: E402


def run() -> None:
    """Run the program and leave with its exit status."""
    try:
        main()
    finally:
        gc.freeze()


if __name__ == "__main__":
    run()
