"""How long the lines of a text are, set in Times New Roman Bold: near enough to lay out by."""

import unicodedata

# In thousandths of the size, from the space to the tilde; marks make no letter wider.
_WIDTHS = (
    *(250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278),
    *(500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 333, 333, 570, 570, 570, 500),
    *(930, 722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944, 722, 778),
    *(611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667, 333, 278, 333, 581, 500),
    *(333, 500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500),
    *(556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444, 394, 220, 394, 520),
)
_OTHER = {"Đ": 722, "đ": 556, "…": 1000, "\N{NO-BREAK SPACE}": 250}
_FIRST, _SPACE, _USUAL = ord(" "), 250, 500


def lines(text: str, size: float, room: float) -> list[float]:
    """The length of each line when `text` is set `size` high into lines of `room`.

    All in one unit of length. Lines break at ordinary spaces, and in a word longer than one.
    """
    found = []
    for paragraph in text.split("\n"):
        current = 0.0
        for word in paragraph.split(" "):
            width = sum(map(_width, word)) * size / 1000
            joined = current + _SPACE * size / 1000 + width
            if current and joined <= room:
                current = joined
                continue
            found += [current] if current else []
            whole, current = divmod(width, room)
            found += [room] * int(whole)
        found.append(current)
    return found


def _width(letter: str) -> int:
    if letter in _OTHER:
        return _OTHER[letter]
    place = ord(unicodedata.normalize("NFD", letter)[0]) - _FIRST
    return _WIDTHS[place] if 0 <= place < len(_WIDTHS) else _USUAL
