"""What is said where figures are asked for: the questions, the new file, what was recorded."""

import unicodedata
from collections.abc import Mapping

CAPTION = {
    "value": "Số liệu",
    "numerator": "Tử số",
    "denominator": "Mẫu số",
    "not_applicable": "Lý do không áp dụng",
    "state": "Tình trạng",
    "completed": "Ngày hoàn thành",
    "percent": "Khối lượng đã làm, %",
    "spent": "Đã chi từ đầu đến nay",
    "reason": "Lý do",
    "product": "Kết quả/sản phẩm",
    "held": "Số lần đã làm trong kỳ",
    "note": "Ghi chú",
}
OF_MEASURE = {
    "yes_no": "có hoặc không",
    "level": "số của mức",
    "number": "một số",
}
ANSWER = "Kết quả"
WITH_UNIT = "{caption} ({unit})"
BUDGET = "{caption}, kinh phí {budget}"
DUE_TIMES = "{caption}, yêu cầu {times}"
LEAD = "Chủ trì: {lead}"
TARGET = "Mục tiêu: {target}"
SCALE = "Thang đo: {scale}"
DEADLINE = "Hạn: {deadline} ({day})"
NOTE = "Cách hiểu: {note}"
LAST = "Kỳ trước: {last}"
LAST_AT = "{said} ({period})"
NO_LAST = "chưa có"
KIND = {
    "indicators": "chỉ tiêu",
    "tasks": "nhiệm vụ",
    "routines": "hoạt động định kỳ",
    "measures": "giải pháp",
}

# The new file of a period.
NEW_HEAD = """Số liệu {period}: từ {start} đến {end}.
Ghi sau dấu hai chấm, cách một dấu cách. Chưa có số thì để trống, không ghi số 0.
Hoặc để chương trình hỏi từng mục: kehoach record --period {code}
Ghi xong chạy: kehoach check"""
NEW_HEAD_OF_WORDS = """Nhận xét chung {period}. Số liệu luôn lấy từ các tệp nửa năm, không ghi ở đây.
Mỗi ý một dòng, thụt vào, bắt đầu bằng “- ”."""
NEW_SECTION = {
    "indicators": "CHỈ TIÊU đo trong kỳ này. Không có đối tượng để đo thì ghi not_applicable: lý do.",
    "tasks": "NHIỆM VỤ. state: not_started (chưa thực hiện), in_progress (đang thực hiện), done (hoàn\nthành, phải có completed: ngày), suspended (tạm hoãn), cancelled (hủy); hai loại sau phải có reason.",
    "routines": "HOẠT ĐỘNG ĐỊNH KỲ: số lần đã làm trong kỳ.",
    "measures": "GIẢI PHÁP: đã làm được gì, bằng lời, mỗi mã một dòng, như: {example}: Đã tổ chức …",
    "narrative": "NHẬN XÉT của báo cáo. Mỗi ý một dòng, thụt vào, bắt đầu bằng “- ”.",
}
NARRATIVE = {
    "direction": "Công tác chỉ đạo: văn bản đã ban hành",
    "highlights": "Kết quả nổi bật",
    "shortcomings": "Tồn tại, hạn chế",
    "causes": "Nguyên nhân: khách quan (objective), chủ quan (subjective)",
    "proposals": "Kiến nghị, đề xuất",
    "next": "Phương hướng kỳ tới",
}
SUSPENDED = "Đang tạm hoãn, không hỏi lại: {ids}. Làm tiếp thì ghi vào đây."
CREATED = "Đã tạo {path}: {counts}."
CREATED_EMPTY = "Đã tạo {path}."
CREATED_NEXT = "Ghi số liệu vào tệp đó, hoặc trả lời từng câu hỏi: kehoach record --period {period}"
EXISTS = "Kỳ {period} đã có tệp {path}; lệnh này không ghi đè. Ghi số liệu bằng: kehoach record --period {period}"
EXISTS_OF_WORDS = "Kỳ {period} đã có tệp {path}; lệnh này không ghi đè. Hãy mở tệp đó để viết tiếp."

# What was recorded.
RECORDED = "{id} – {name}, {period}"
WAS, NOW, RATED, GONE, FILE = "Trước", "Nay", "Đánh giá", "Đã bỏ", "Tệp"
NOTHING = "chưa có"
SAME = "không đổi"
FROM_TO = "{was} → {now}"
REPLACED = "{caption}: {held}"
UNCHANGED = "Số liệu đã có đúng như vậy, không ghi gì thêm."
IN_SAMPLE = "Tệp của kỳ có dòng “sample: true” nên mọi kết quả mang chữ này.\nMuốn ghi số thật thì thay hết số minh họa rồi xóa dòng đó."

# How the command was typed.
HALF_ONLY = (
    "{period} không phải một nửa năm, mà số liệu ghi theo nửa năm. Chọn một nửa năm, như: {example}"
)
NEEDS_ITEM = "Các tùy chọn {options} cần mã của mục đứng trước, như: kehoach record CT-4.4 --period {period} …"
NEEDS_TERMINAL = "Để hỏi từng mục thì phải chạy trong cửa sổ lệnh. Ghi một mục: kehoach record CT-4.4 --period {period} --numerator 3 --denominator 7"
NOT_FOR = "{option} không dùng cho {kind} {id}. Dùng: {allowed}."
NO_PART = "{id} không có thành phần “{part}”. Chọn: {allowed}."
NO_PARTS = "{id} không có thành phần nào, bỏ --part."
NEEDS_PART = "{id} gồm nhiều thành phần; thêm --part với một trong: {allowed}."
SEVERAL = "Kỳ {period} có nhiều tệp và {id} chưa có ở tệp nào. Chọn bằng --file: {files}."
NO_FILE = "Kỳ {period} không có tệp “{file}”. Chọn: {files}."
NO_FILES = "Kỳ {period} chưa có tệp nào, bỏ --file."
CHANGED_MEANWHILE = "Tệp {path} vừa bị người khác sửa, chưa ghi gì. Chạy lại lệnh này."
BROKEN_FILE = "Chưa ghi gì: tệp phải sửa bằng tay trước. Sửa lỗi trên rồi chạy lại."
CANNOT_EDIT = "Chưa ghi gì: tệp của kỳ viết theo cách mà lệnh này không sửa được chắc chắn. Mở tệp và ghi bằng tay."
REFUSED = "Chưa ghi gì."
MEASURE_IN_WORDS = (
    'Giải pháp ghi bằng lời: kehoach record {id} --period {period} --note "đã làm được gì"'
)

# The conversation.
KEYS_OF_STATE: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "not_started": ((), ("note",)),
    "in_progress": ((), ("percent", "spent", "note")),
    "done": (("completed",), ("spent", "note")),
    "suspended": (("reason",), ("note",)),
    "cancelled": (("reason",), ("note",)),
}
"""The keys that are asked for after the state: those that are needed, and those that are wished."""

# As `bare` has them.
SKIP_WORDS = frozenset({"", "bo", "bo qua", "skip"})
UNDO_WORDS = frozenset({"lui", "undo"})
STOP_WORDS = frozenset({"dung", "stop", "quit", "exit"})
NONE_WORDS = frozenset({"kad", "khong ap dung"})
ANSWERS = {"co": "có", "c": "có", "khong": "không", "k": "không", "ko": "không"}
STATES = {"chua lam": "not_started", "dang lam": "in_progress", "xong": "done", "hoan": "suspended"}
INTRO = "{period}: còn {count} mục chưa có số liệu."
INTRO_ONE = "{period}"
KEYS = "Enter: bỏ qua · lùi: câu trước · kad: không áp dụng · dừng: nghỉ, không mất số"
SKIPPED = "Bỏ qua, chưa ghi gì."
FIRST = "Đây là mục đầu tiên, không lùi được nữa."
TAKEN_BACK = "Đã rút lại câu trả lời của {id}. Hỏi lại:"
BACK = "Quay lại {id}:"
NOT_TAKEN_BACK = (
    "Quay lại {id}. Tệp đã có người khác sửa nên số cũ còn nguyên; trả lời lại thì thay số cũ:"
)
NOT_A_STATE = "Gõ một trong các số trên, hoặc tên tình trạng."
OPTIONAL = "{caption} (Enter nếu không có)"
CHOOSE_FILE = "Kỳ này có nhiều tệp, ghi vào tệp nào"
NOT_A_FILE = "Gõ số từ 1 đến {count}."
NOTHING_MISSING = (
    "{period}: không còn mục nào thiếu số liệu. Xem tình hình: kehoach status --period {code}"
)
WRITTEN = "Đã ghi: {now}"
STOPPED = "Đã dừng. Số đã ghi vẫn còn trong tệp."
FINISHED = "Đã hỏi hết."
COUNTED = "Đã ghi {recorded} mục, còn {left} mục chưa có số liệu."
GO_ON = "Hỏi tiếp lúc nào cũng được: kehoach record --period {period}"
DONE_NEXT = "Xem tình hình: kehoach status --period {period}"


def bare(said: str) -> str:
    """What was typed, in small letters without marks: `Hoàn thành` and `hoan thanh` are one."""
    decomposed = unicodedata.normalize("NFD", said.casefold().replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).strip()


def times(count: int) -> str:
    """A number of times."""
    return f"{count} lần"


def counts(found: Mapping[str, int]) -> str:
    """How many items of each kind stand in a new file: `20 chỉ tiêu, 9 nhiệm vụ`."""
    return ", ".join(f"{count} {KIND[kind]}" for kind, count in found.items() if count)
