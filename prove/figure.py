"""One figure of docs/reliability.md: what a proof reached, as it tells it."""

import json
import sys
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of the table.

    `reached` of `goal` cases (or per cent) were tried, and `failed` of them showed a fault; `note`
    says in a few words what was tried. `unmeasured` says why nothing could be tried here: such a
    row neither holds nor fails.
    """

    what: str
    reached: int
    goal: int
    failed: int = 0
    note: str = ""
    unmeasured: str = ""

    @property
    def holds(self) -> bool:
        """Whether the goal is reached, without a fault."""
        return self.reached >= self.goal and not self.failed


def tell(*figures: Figure) -> None:
    """Print the figures, a line of JSON each, and end the process: 1 if one does not hold."""
    for figure in figures:
        print(json.dumps(asdict(figure), ensure_ascii=False))
    sys.exit(not all(figure.holds or figure.unmeasured for figure in figures))
