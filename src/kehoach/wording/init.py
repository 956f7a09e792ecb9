"""What `init` asks, guesses and tells."""

import re

NOT_YET = "…"
"""Stands for what was not answered, in the catalogue as in a report."""

ASK = {
    "name": "Tên trường",
    "abbreviation": "Chữ viết tắt trong số văn bản",
    "parent": "Cơ quan cấp trên",
    "place": "Địa danh (đứng trước ngày tháng)",
    "position": "Chức vụ người ký",
    "signatory": "Họ và tên người ký",
    "title": "Tên kế hoạch",
    "horizon": "Các năm của kế hoạch",
    "departments": "Các bộ phận, cách nhau bằng dấu phẩy",
    "period": "Kỳ đầu tiên ghi số liệu",
}
LATER = "{question} (Enter: ghi sau)"
HOOK = "Kiểm tra số liệu mỗi lần git commit? (có/không)"
INTRODUCTION = "Tạo kế hoạch mới ở {folder}.\nEnter: nhận câu trả lời trong ngoặc vuông. Ctrl-C: dừng, không ghi gì.\n\n"
POSITION = "HIỆU TRƯỞNG"
DEPARTMENTS = "Ban giám hiệu"
YES, NO = "có", "không"

NEEDED = "cần có câu trả lời"
ONE_LINE = "chỉ viết trên một dòng"
OUTSIDE = "kỳ {value} nằm ngoài {horizon}"
NO_ID = "“{value}” không có chữ nào để làm mã"
AGAIN = "Chưa được: {reason}."
WRONG = "{option}: {reason}."

IS_WORKSPACE = (
    "Đã có kế hoạch ở {folder} (data/plan.yaml). Hãy chọn thư mục khác: kehoach init THƯ_MỤC"
)
THERE = "Thư mục {folder} đã có:\n{paths}\nChưa ghi gì, để không mất tệp nào. Hãy chọn thư mục khác: kehoach init THƯ_MỤC"
NOBODY = (
    'Không có ai trả lời câu hỏi ở đây. Thêm --name "Tên trường" --yes; câu nào chưa có thì để “…”.'
)
NO_NAME = 'Thiếu tên trường. Thêm --name "Tên trường".'
NO_GIT = "Thư mục {folder} không nằm trong git nên không đặt được bước kiểm tra. Chạy git init trước, hoặc bỏ --hook."
BROKEN = "Không ghi được {path}: {reason}."
WRITTEN_SO_FAR = "Đã ghi được: {paths}. Xử lý xong thì chạy lại lệnh này, trả lời như cũ: các tệp ấy được ghi tiếp cho đủ."
NOTHING_WRITTEN = "Chưa ghi tệp nào."
HOOK_KEPT = "Giữ nguyên {path}: đó là của bước khác, hoặc dùng chung cho nhiều kho. Muốn kiểm tra số liệu mỗi lần git commit, thêm vào tệp đó dòng:\n  {line}"
HOOK_SET = "Mỗi lần git commit, số liệu được kiểm tra trước ({path})."

DONE = "Đã tạo kế hoạch ở {folder}:"
NEXT = "Làm gì tiếp:"
_GO = "Vào thư mục: cd {folder}"
_FILL = "Thay “…” trong data/plan.yaml: {keys}"
_COPY = "Chép chỉ tiêu, nhiệm vụ vào data/plan.yaml theo các mẫu có sẵn"
_CHECK = "Kiểm tra: kehoach check"
_RECORD = "Ghi số liệu, trả lời lần lượt: kehoach record --period {period}"
_STATUS = "Xem tình hình: kehoach status --period {period}"

_BEFORE_A_PLACE = re.compile(r"\b(?:xã|phường|thị trấn|đặc khu)\s+(.+)$", re.IGNORECASE)
_SCHOOL = "trường"


def abbreviation_of(name: str) -> str:
    """The capitals of a school's name: Trường Tiểu học Hùng Thắng is THHT."""
    words = name.split()
    if len(words) > 1 and words[0].lower() == _SCHOOL:
        words = words[1:]
    return "".join(word[0].upper() for word in words if word[0].isalpha())


def place_of(parent: str) -> str:
    """The place in the name of the body above the school, where it tells one."""
    match = _BEFORE_A_PLACE.search(parent)
    return match[1] if match else ""


def steps(folder: str | None, missing: list[str], period: str) -> list[str]:
    """What to do next; `folder` where one has to go there first."""
    return [
        *([_GO.format(folder=folder)] if folder else []),
        *([_FILL.format(keys=", ".join(missing))] if missing else []),
        _COPY,
        _CHECK,
        _RECORD.format(period=period),
        _STATUS.format(period=period),
    ]
