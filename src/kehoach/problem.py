"""What can be wrong with the data: a stable code, an exact place, and the facts of the case.

A problem is a value that accumulates, never an exception: one run names them all. The sentences a
person reads are in `wording.problems`, keyed by `Code`; here are only codes, severities and order.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem weighs: an error stops figures from being used, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Code(StrEnum):
    """Every problem code. The values are permanent: scripts and the staff guide rely on them."""

    # Files and their text
    NO_PLAN = "khong-co-danh-muc"
    UNREADABLE = "khong-doc-duoc"
    NOT_A_FILE = "khong-phai-tep"
    TOO_LARGE = "tep-qua-lon"
    EMPTY = "tep-trong"
    NOT_TEXT = "khong-phai-van-ban"
    NOT_UTF8 = "khong-phai-utf8"
    BAD_CHARACTER = "ky-tu-cam"
    OLD_FONT = "phong-chu-cu"
    CONFLICT_MARKER = "dau-xung-dot-git"
    BAD_FILE_NAME = "ten-tep-sai"
    # YAML
    SYNTAX = "cu-phap-yaml"
    TAB = "dau-tab"
    UNCLOSED_QUOTE = "nhay-chua-dong"
    UNCLOSED_BRACKET = "ngoac-chua-dong"
    CLOSED_TOO_EARLY = "chu-sau-dau-dong"
    EXTRA_BRACKET = "ngoac-thua"
    BAD_INDENT = "thut-dong-sai"
    INDENT_CHARACTER = "thut-dong-bang-ky-tu-la"
    BAD_DASH = "gach-dau-dong-sai"
    JOINED_LINES = "dong-bi-noi"
    BAD_ESCAPE = "dau-gach-cheo-nguoc"
    NEEDS_QUOTES = "can-dau-nhay"
    COLON_IN_TEXT = "dau-hai-cham-thua"
    MISSING_COLON = "thieu-dau-hai-cham"
    NO_SPACE_AFTER_COLON = "thieu-dau-cach"
    COMMA_IN_BRACES = "dau-phay-trong-ngoac"
    DUPLICATE_KEY = "khoa-trung"
    KEY_NOT_TEXT = "khoa-khong-phai-chu"
    ANCHOR = "neo-va-tham-chieu"
    TAG = "the-kieu-yaml"
    SEVERAL_DOCUMENTS = "nhieu-tai-lieu"
    TOO_DEEP = "long-qua-sau"
    TOO_MANY_NODES = "qua-nhieu-muc"
    CUT_BY_COMMENT = "chu-bi-cat"
    # Shape
    MISSING_KEY = "thieu-khoa"
    UNKNOWN_KEY = "khoa-la"
    SECTION_INSIDE = "phan-thut-vao-trong"
    STRAY_KEY = "khoa-ngoai-muc"
    WRONG_SHAPE = "sai-cau-truc"
    BLANK = "de-trong"
    NOT_A_CHOICE = "gia-tri-la"
    # Values
    BAD_NUMBER = "so-sai-dang"
    AMBIGUOUS_NUMBER = "so-mo-ho"
    BAD_AMOUNT = "so-tien-sai-dang"
    AMBIGUOUS_AMOUNT = "so-tien-mo-ho"
    AMOUNT_NOT_WHOLE = "so-tien-le-dong"
    BAD_DATE = "ngay-sai-dang"
    BAD_PERIOD = "ky-sai-dang"
    BAD_DEADLINE = "han-sai-dang"
    BAD_COUNT = "so-dem-sai-dang"
    BAD_ANSWER = "co-khong-sai-dang"
    BAD_ID = "ma-sai-dang"
    TYPOGRAPHY_IN_CODE = "ky-tu-la-trong-ma-so"
    # The catalogue by itself
    TARGET_COMPARISON = "muc-tieu-khong-ro"
    TARGET_TERM = "muc-tieu-hai-han"
    TARGET_INTERVAL = "khoang-nguoc"
    TARGET_MISSING = "thieu-muc-tieu"
    PARTS_MISSING = "thieu-thanh-phan"
    PARTS_UNEXPECTED = "thua-thanh-phan"
    TARGET_OF_ANSWER = "muc-tieu-co-khong"
    TARGET_UNREACHABLE = "muc-tieu-khong-the-dat"
    MEASURED_NEVER = "khong-ky-do"
    DUPLICATE_ID = "ma-trung"
    UNKNOWN_ID = "ma-khong-co"
    WRONG_GROUP = "nham-nhom"
    CUTOFFS_REVERSED = "ngay-chot-nguoc"
    HORIZON_NOT_STAGE = "thoi-gian-ke-hoach-sai"
    MILESTONES_COINCIDE = "moc-trung"
    REVISIONS_COINCIDE = "dieu-chinh-trung"
    DEADLINE_OUTSIDE = "han-ngoai-ke-hoach"
    MILESTONE_AFTER_TARGET = "moc-sau-han"
    RETIRED_WITHOUT_DECISION = "dung-thieu-quyet-dinh"
    DECISION_WITHOUT_RETIREMENT = "quyet-dinh-thieu-ky-dung"
    CONFLICTING_TARGETS = "chi-tieu-vuong-nhau"
    CONFLICT_WITH_ITSELF = "chi-tieu-vuong-chinh-no"
    REPEATED_REFERENCE = "ma-lap-lai"
    LOOKALIKE_NAMES = "ten-viet-hai-kieu"
    # Entries against the catalogue
    FILE_NAME_MISMATCH = "ten-tep-khac-ky"
    OUTSIDE_HORIZON = "ky-ngoai-ke-hoach"
    FIGURES_IN_ROLLUP = "ky-chi-ghi-nhan-xet"
    SAME_ITEM_TWICE = "muc-o-hai-tep"
    RETIRED = "chi-tieu-da-dung"
    NOT_MEASURED_NOW = "ngoai-ky-do"
    FIGURE_MISSING = "thieu-so-lieu"
    FIGURE_MISPLACED = "sai-cach-nhap"
    FIGURE_AND_NOT_APPLICABLE = "vua-co-vua-khong-ap-dung"
    WRONG_KIND = "sai-loai-gia-tri"
    OFF_SCALE = "ngoai-thang-do"
    NEGATIVE = "so-am"
    UNLIKELY_NEGATIVE = "so-am-bat-thuong"
    FRACTION_OF_ONE = "so-dem-le"
    HELD_TOO_OFTEN = "so-lan-bat-thuong"
    OVER_100 = "qua-100-phan-tram"
    NUMERATOR_ABOVE_DENOMINATOR = "tu-so-lon-hon-mau-so"
    ZERO_DENOMINATOR = "mau-so-bang-khong"
    DONE_WITHOUT_DATE = "thieu-ngay-hoan-thanh"
    DATE_WITHOUT_DONE = "thua-ngay-hoan-thanh"
    COMPLETED_AFTER_CUTOFF = "hoan-thanh-sau-ngay-chot"
    COMPLETED_BEFORE_PLAN = "hoan-thanh-truoc-ke-hoach"
    PERCENT_BELIES_STATE = "khoi-luong-khac-tinh-trang"
    REASON_MISSING = "thieu-ly-do"
    SPENT_FALLS = "da-chi-giam"
    SPENT_OVER_BUDGET = "chi-vuot-kinh-phi"
    EVIDENCE_EMPTY = "minh-chung-trong"
    EVIDENCE_OUTSIDE = "minh-chung-ngoai-thu-muc"
    EVIDENCE_MISSING = "minh-chung-khong-thay"
    UNSAFE_LINK = "lien-ket-khong-an-toan"
    # What was signed off
    SEAL_BROKEN = "tep-ky-chot-hong"
    SEAL_GONE = "mat-tep-ky-chot"
    SEAL_MISNAMED = "ten-tep-ky-chot-sai"
    SEAL_WITHOUT_ENTRY = "ky-chot-thieu-so-lieu"
    SEALED_CHANGED = "sua-sau-ky-chot"
    SEALED_ADDED = "them-sau-ky-chot"
    SEALED_REMOVED = "bo-sau-ky-chot"
    SEALED_RESULT_CHANGED = "ket-qua-doi-sau-ky-chot"
    SEALED_ITEM_CHANGED = "muc-doi-sau-ky-chot"
    SEALED_NAME_CHANGED = "ten-doi-sau-ky-chot"
    SEALED_ORDER_CHANGED = "thu-tu-doi-sau-ky-chot"
    SEALED_EARLIER_CHANGED = "ky-truoc-doi-sau-ky-chot"
    SEALED_ITEM_GONE = "mat-muc-da-ky-chot"
    SEALED_BEFORE_ITEM = "muc-moi-sau-ky-chot"
    # Forms that came back
    ANSWER_WITHOUT_ID = "dong-thieu-ma"
    FORMULA_WITHOUT_VALUE = "cong-thuc-khong-co-ket-qua"
    AMBIGUOUS_PERCENTAGE = "phan-tram-mo-ho"
    ANSWERS_DIFFER = "tra-loi-khac-nhau"
    DUPLICATE_COLUMN = "cot-trung"

    @property
    def severity(self) -> Severity:
        """WARNING for what a person should look at but may leave; ERROR for the rest."""
        return Severity.WARNING if self in _WARNINGS else Severity.ERROR


OF_FORMS = frozenset(
    {
        Code.ANSWER_WITHOUT_ID,
        Code.FORMULA_WITHOUT_VALUE,
        Code.AMBIGUOUS_PERCENTAGE,
        Code.ANSWERS_DIFFER,
        Code.DUPLICATE_COLUMN,
    }
)
"""What only a form can have wrong, and no file of the workspace."""

_LETTERS = 26
_WARNINGS = frozenset(
    {
        Code.CUT_BY_COMMENT,
        Code.JOINED_LINES,
        Code.DEADLINE_OUTSIDE,
        Code.RETIRED_WITHOUT_DECISION,
        Code.CONFLICTING_TARGETS,
        Code.REPEATED_REFERENCE,
        Code.LOOKALIKE_NAMES,
        Code.NOT_MEASURED_NOW,
        Code.UNLIKELY_NEGATIVE,
        Code.FRACTION_OF_ONE,
        Code.HELD_TOO_OFTEN,
        Code.COMPLETED_BEFORE_PLAN,
        Code.PERCENT_BELIES_STATE,
        Code.SPENT_OVER_BUDGET,
        Code.SEALED_NAME_CHANGED,
        Code.SEALED_ORDER_CHANGED,
        Code.SEALED_EARLIER_CHANGED,
        Code.SEALED_BEFORE_ITEM,
    }
)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong. Sorts by place: path, line, column.

    `line` and `column` count from 1, the column in characters of the file's own line.
    `details` holds the facts that the sentence in `wording.problems` names.
    """

    path: str
    line: int
    column: int
    code: Code
    details: Mapping[str, str] = field(default_factory=dict, compare=False, hash=False)

    @property
    def severity(self) -> Severity:
        """The severity of the code."""
        return self.code.severity


class Refusal(ValueError):
    """Raised by a parsing constructor for a text it does not take.

    A ValueError, so that pydantic collects it with the place; `load` makes it a `Problem`.
    """

    def __init__(self, code: Code, **details: str) -> None:
        """Keep the code and the facts of the case."""
        super().__init__(code.value)
        self.code = code
        self.details = details


def cell_name(line: int, column: int) -> str:
    """A cell as a spreadsheet names it, both numbers from 1: `E7`."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{line}"
