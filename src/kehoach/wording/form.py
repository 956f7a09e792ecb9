"""What the form says that a department fills in: its headings, its prompts, how to fill it in."""

from collections.abc import Mapping

from kehoach.problem import Code

TITLE = "PHIẾU SỐ LIỆU {period}"
GUIDE = "Hướng dẫn"
TABLE = {
    "indicators": "Chỉ tiêu",
    "tasks": "Nhiệm vụ",
    "routines": "Hoạt động",
    "measures": "Giải pháp",
}
ID = "Mã"
COLUMNS: Mapping[str, Mapping[str, str]] = {
    "indicators": {
        "id": ID,
        "name": "Chỉ tiêu",
        "asked": "Cần ghi",
        "target": "Mục tiêu",
        "last": "Kỳ trước",
        "numerator": "Tử số",
        "denominator": "Mẫu số",
        "share": "Tỉ lệ",
        "value": "Kết quả",
        "not_applicable": "Lý do không áp dụng",
        "note": "Ghi chú",
    },
    "tasks": {
        "id": ID,
        "name": "Nhiệm vụ",
        "planned": "Sản phẩm theo kế hoạch",
        "deadline": "Hạn",
        "budget": "Kinh phí",
        "last": "Kỳ trước",
        "state": "Tình trạng",
        "completed": "Ngày hoàn thành",
        "percent": "Khối lượng",
        "spent": "Đã chi (đồng)",
        "product": "Sản phẩm đã có",
        "reason": "Lý do tạm hoãn, hủy",
        "note": "Ghi chú",
    },
    "routines": {
        "id": ID,
        "name": "Hoạt động",
        "rhythm": "Định kỳ",
        "times": "Số lần cần có",
        "last": "Kỳ trước",
        "held": "Số lần đã làm",
        "note": "Ghi chú",
    },
    "measures": {
        "id": ID,
        "name": "Giải pháp",
        "shows": "Thể hiện ở",
        "last": "Kỳ trước",
        "note": "Đã làm gì trong kỳ",
    },
}
"""The headings of each table. By them a form is read again, so none stands twice in a table."""

WHOLE_ASKED = "Ghi ở các dòng dưới. Cả chỉ tiêu không áp dụng thì ghi lý do."
PART = "{whole} – {part}"
SHARE_OF = "Tử số: {numerator}\nMẫu số: {denominator}"
UNNAMED = {"numerator": "số đạt", "denominator": "tổng số"}
VALUE_ASKED = {
    "yes_no": "Chọn có hoặc không",
    "level": "Chọn mức đã đạt",
    "number": "Ghi một số",
}
UNIT = "{asked} ({unit})"
DEADLINE = "{deadline} ({day})"
ANSWERED_OF = 'Đã trả lời: "&{count}&"/{whole}'
SPENT = "Tổng đã chi (đồng)"
HOW_SHORT = "Chỉ điền ô màu vàng. Chưa có số liệu thì để trống, không ghi số 0. Có ý kiến khác thì ghi ở cột Ghi chú."
CODE = "Mã phiếu: {code}"
CODE_MARK = "Mã phiếu:"
HIDDEN = "kehoach"

FACTS = {
    "school": "Trường",
    "department": "Bộ phận",
    "period": "Kỳ số liệu",
    "plan": "Kế hoạch",
}
SPAN = "{period}: từ {start} đến {cutoff}"
PAGES = "Các trang"
ASKED = "Trang “{page}”: {count} mục cần số liệu"
HOW = "Cách điền"
STEPS = (
    "Mở từng trang ở phía dưới màn hình. Chỉ điền vào ô màu vàng; các ô khác đã khóa (không có mật khẩu).",
    "Chưa có số liệu thì để trống. Không ghi số 0 thay cho “chưa có”: 0 nghĩa là đã đếm và không có gì.",
    "Số thì chỉ ghi số, không kèm chữ: 28, không phải “28 giáo viên”. Số tiền ghi đủ đồng: 38000000.",
    "Tỉ lệ: ghi tử số và mẫu số (nêu ở cột “Cần ghi”), phần trăm tự tính. Không có đối tượng để đo thì để trống hai số và ghi lý do ở cột “Lý do không áp dụng”.",
    "Ô có mũi tên thì chọn trong danh sách. Ngày ghi như 12/06/2026; ghi xong xem lại ngày hiện trong ô.",
    "Nhiệm vụ hoàn thành phải có ngày; tạm hoãn hoặc hủy phải có lý do. “Đã chi” là tổng từ đầu đến nay, không phải riêng kỳ này.",
    "Ô đã có số là số đang ghi ở trường: sai thì sửa, đúng thì để nguyên. Xóa trắng ô không làm mất số đã ghi; muốn rút một số thì báo văn thư.",
    "Chỉ ghi số tổng hợp, không ghi tên học sinh.",
    "Xong thì lưu (giữ dạng .xlsx) rồi gửi lại cho văn thư. Không sửa cột “Mã” và dòng “Mã phiếu”: nhờ đó mà số liệu về đúng chỗ.",
)
BY = "Trang {page}/{pages}"

# What Excel shows beside a cell, and when it does not take what was typed.
PROMPT = {
    "numerator": "Tử số: {caption}. Số nguyên, không lớn hơn mẫu số.",
    "numerator_free": "Tử số: {caption}. Số nguyên; tỉ lệ này được phép vượt 100%.",
    "denominator": "Mẫu số: {caption}. Số nguyên lớn hơn 0; không có đối tượng thì để trống và ghi lý do không áp dụng.",
    "value": "{caption}.",
    "not_applicable": "Chỉ ghi khi kỳ này không có đối tượng để đo; khi đó để trống số liệu.",
    "state": "Chọn trong danh sách.",
    "completed": "Chỉ ghi khi đã hoàn thành. Ngày/tháng/năm, không sau {cutoff}.",
    "percent": "Phần trăm công việc đã xong, từ 0% đến 100%.",
    "spent": "Tổng đã chi từ đầu đến nay, tính bằng đồng, ghi đủ các chữ số: 38000000.",
    "product": "Văn bản, sản phẩm đã có: số, ngày, tên.",
    "reason": "Bắt buộc khi tạm hoãn hoặc hủy; ghi kèm số văn bản nếu có.",
    "held": "Số lần đã làm trong kỳ: số nguyên, 0 nếu chưa làm lần nào.",
    "note": "Ghi ngắn gọn, tối đa {longest} chữ cái.",
    "note_of_measure": "Đã làm được gì trong kỳ, bằng lời, tối đa {longest} chữ cái.",
}
ERROR_TITLE = "Chưa ghi được"
ERROR = {
    "numerator": "Tử số phải là số nguyên, từ 0 trở lên và không lớn hơn mẫu số.",
    "numerator_free": "Tử số phải là số nguyên, từ 0 trở lên.",
    "denominator": "Mẫu số phải là số nguyên lớn hơn 0 và không nhỏ hơn tử số. Không có đối tượng để đo thì để trống và ghi lý do không áp dụng.",
    "choice": "Hãy chọn trong danh sách: bấm vào mũi tên ở góc ô.",
    "number": "Chỉ ghi một số, không kèm chữ.",
    "date": "Ghi ngày/tháng/năm, như 12/06/2026, từ {start} đến {cutoff}. Việc xong sau ngày này thì ghi ở kỳ sau.",
    "percent": "Ghi phần trăm từ 0% đến 100%.",
    "amount": "Ghi số tiền tròn đồng, chỉ gồm chữ số: 38000000.",
    "whole": "Ghi số nguyên, từ 0 trở lên.",
    "text": "Dài quá {longest} chữ cái. Hãy viết ngắn lại.",
}
LONGEST_TEXT = 1000
_LONGEST_PROMPT = 250
_LONGEST_TITLE = 30


def title(period: str) -> str:
    """The title of a form: `PHIẾU SỐ LIỆU 6 THÁNG ĐẦU NĂM 2026`."""
    return TITLE.format(period=period.upper())


def prompt(said: str) -> str:
    """A prompt as long as Excel takes it."""
    return said if len(said) <= _LONGEST_PROMPT else said[: _LONGEST_PROMPT - 1].rstrip() + "…"


def prompt_title(heading: str) -> str:
    """The heading of a prompt."""
    return heading[:_LONGEST_TITLE]


# A file that came back and is not taken.
TOO_LARGE = "tệp quá lớn so với một phiếu. Kiểm tra có phải đã chọn nhầm tệp không."
OLD_OR_LOCKED = (
    "tệp .xls kiểu cũ hoặc có mật khẩu. Mở bằng Excel rồi lưu lại ở dạng .xlsx, không đặt mật khẩu."
)
NOT_A_WORKBOOK = "không phải tệp Excel (.xlsx) hay CSV còn nguyên vẹn. Mở bằng Excel, LibreOffice hoặc Google Trang tính rồi lưu lại ở dạng .xlsx."
NOT_UTF8 = "tệp CSV không ở dạng UTF-8 nên chữ Việt bị hỏng. Lưu lại ở dạng “CSV UTF-8”, hoặc gửi tệp .xlsx."
NO_TABLE = "không thấy bảng nào của phiếu: cần dòng tiêu đề có cột “Mã” và “Chỉ tiêu”, “Nhiệm vụ”, “Hoạt động” hoặc “Giải pháp”. Nếu là CSV thì lưu đúng trang có bảng."
NO_CODE = "không còn dòng “Mã phiếu” nên không biết là phiếu của kỳ nào. Chép lại dòng đó từ phiếu gốc, hoặc nhận tệp .xlsx."
NEWER = "phiếu do phiên bản kehoach mới hơn lập. Hãy cập nhật kehoach."
OTHER_PLAN = "phiếu của kế hoạch khác: {organization}, {horizon}."
OTHER_PERIOD = "phiếu của kỳ {period}, không phải {wanted}. Nhận từng kỳ một."
BAD_PERIOD = "phiếu ghi kỳ “{period}”, không phải một nửa năm của kế hoạch này."
NOT_TAKEN = "Không nhận {path}: {reason}"
NO_FILE = "không có tệp này."
NOT_A_FILE = "đây là thư mục, không phải tệp."
READ_FAILED = "máy báo lỗi khi đọc. Kiểm tra quyền đọc tệp."
SEVERAL = "Kỳ {period} có nhiều tệp và {id} chưa có ở tệp nào. Ghi dòng “{id}:” vào mục {kind} của một trong các tệp rồi chạy lại: {files}."

# What would change.
CHANGES = "{period} ({code}): {count} thay đổi, ghi vào {paths}"
ITEM = "{id}  {name}"
NOTHING_NEW = "Không có gì khác với số liệu đang ghi."
WAS_NOTHING, NOW_NOTHING = "chưa có", "bỏ"
CHANGE = "{was} → {now}"
ASK = "Ghi các thay đổi trên? (có/không): "
YES = frozenset({"co", "c", "yes", "y"})
NOT_A_TERMINAL = "Chưa ghi gì: cần trả lời có hay không trong cửa sổ lệnh. Đồng ý với các thay đổi trên thì thêm --yes."
NOT_WRITTEN = "Chưa ghi gì."
CANNOT_WRITE = "Chưa ghi gì: tệp của kỳ viết theo cách mà lệnh này không sửa được chắc chắn. Mở tệp và ghi bằng tay."
WRITTEN = "Đã ghi {count} thay đổi."
WRONG = "Chưa ghi gì vì phiếu có lỗi. Sửa trong phiếu (hoặc trả lại bộ phận) rồi chạy lại."
LEFT = "Phiếu còn {count} mục chưa trả lời: {ids}"

# What to do about a problem, where the words of the files do not fit the form.
HINTS = {
    Code.MISSING_KEY: "điền ô này, hoặc để trống cả dòng nếu chưa có số liệu",
    Code.FIGURE_MISSING: "điền đủ tử số và mẫu số, hoặc để trống cả hai",
    Code.ZERO_DENOMINATOR: "kỳ này không có đối tượng thì để trống hai số và ghi cột “Lý do không áp dụng”",
    Code.NUMERATOR_ABOVE_DENOMINATOR: "hỏi lại bộ phận, kiểm tra lại hai con số",
    Code.DONE_WITHOUT_DATE: "điền cột “Ngày hoàn thành”, như 10/06/2026",
    Code.DATE_WITHOUT_DONE: "chọn tình trạng “Hoàn thành”, hoặc xóa ngày",
    Code.REASON_MISSING: "ghi lý do bằng lời ở cột “{column}”, kèm số văn bản nếu có",
    Code.PERCENT_BELIES_STATE: "sửa cột “Khối lượng” hoặc “Tình trạng”",
    Code.AMBIGUOUS_NUMBER: "ghi {decimal} nếu là số thập phân, {thousands} nếu dấu chấm ngăn hàng nghìn",
    Code.BAD_AMOUNT: "ghi đủ các chữ số, như 38000000, hoặc 38 triệu đồng",
    Code.DUPLICATE_COLUMN: "xóa hoặc đổi tên cột thừa rồi nhận lại; chương trình không tự chọn",
    Code.FIGURE_AND_NOT_APPLICABLE: "giữ một: số liệu, hoặc cột “Lý do không áp dụng”",
    Code.FIGURE_MISPLACED: "chỉ điền ô màu vàng của dòng này",
    Code.SPENT_FALLS: "“Đã chi” là tổng từ đầu đến nay; cộng dồn các kỳ trước",
    Code.SPENT_OVER_BUDGET: "kiểm tra số chữ số 0; nếu đúng thì nêu lý do ở cột Ghi chú",
    Code.UNKNOWN_ID: "ghi lại mã như trong phiếu gốc",
    Code.TYPOGRAPHY_IN_CODE: "xóa ký tự đó rồi gõ lại bằng bàn phím; nó thường đến khi dán từ Word",
    Code.BAD_CHARACTER: "xóa ký tự đó rồi gõ lại; nó thường đến khi dán từ Word hoặc trang web",
}
