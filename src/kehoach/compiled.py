"""Templates as they were compiled before: an accelerator and nothing else.

What can't be read, is damaged, or was made of another text counts as not there, and what can't be
kept is not kept.
"""

import tempfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

import kehoach

_DIGEST = sha256().digest_size


class Compiled(BytecodeCache):
    """The compiled templates in a folder, a file each, behind the digest of what it holds."""

    def __init__(self, folder: Path) -> None:
        """Keep them apart by the versions that compiled them; Jinja tells their texts apart."""
        self._folder = folder / f"templates-{kehoach.__version__}-{jinja2.__version__}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is there, if it is whole."""
        try:
            kept = (self._folder / bucket.key).read_bytes()
        except OSError:
            return
        if sha256(kept[_DIGEST:]).digest() == kept[:_DIGEST]:
            bucket.bytecode_from_string(kept[_DIGEST:])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it, whole or not at all."""
        made = bucket.bytecode_to_string()
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as out:
                out.write(sha256(made).digest() + made)
            Path(out.name).replace(self._folder / bucket.key)
