"""The floor of reading many schools: the events of libyaml over all their files, and no more."""

import sys
from pathlib import Path

from yaml._yaml import CParser
from yaml.error import YAMLError


def main() -> None:
    """Walk the events of every file below a folder."""
    for path in Path(sys.argv[1]).rglob("*.yaml"):
        parser = CParser(path.read_bytes())
        try:
            while parser.get_event() is not None:
                pass
        except YAMLError:
            continue  # one school in a hundred has a file that is broken
        finally:
            parser.dispose()


if __name__ == "__main__":
    main()
