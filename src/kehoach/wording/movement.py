"""What is said of two periods beside one another."""

from kehoach.movement import TaskTurn, Turn

TURN = {
    Turn.BETTER: "Tốt lên",
    Turn.WORSE: "Kém đi",
    Turn.NEW: "Mới có số liệu",
    Turn.MISSING: "Thiếu số liệu",
    Turn.REVISED: "Mục tiêu điều chỉnh",
    Turn.RETIRED: "Dừng theo dõi",
    Turn.APPEARED: "Mới theo dõi",
    Turn.OTHER: "Thay đổi khác",
    Turn.SAME: "Không đổi",
}
TASK_TURN = {
    TaskTurn.STATUS: "Đổi tình trạng",
    TaskTurn.FIGURES: "Chỉ đổi khối lượng hoặc số tiền đã chi",
    TaskTurn.SAME: "Không đổi",
}

TITLE = "{organization} – thay đổi từ {before} đến {after}"
SUBTITLE = "Số liệu kỳ trước đến ngày {before}, kỳ sau đến ngày {after}"
NOT_CLOSED = "{period} chưa chốt (ngày chốt {cutoff}): kết quả còn thay đổi."
NOT_REPORTED = "Chưa ghi số liệu nào sau {before}: thay đổi dưới đây chỉ do thời hạn, lộ trình hoặc điều chỉnh."
NOTHING_MOVED = "Không có gì thay đổi giữa hai kỳ."

TASKS, SPENT_BETWEEN = "NHIỆM VỤ", "Kinh phí"
FROM_TO = "{before} → {after}"
WITH_NOTE = "{words} ({note})"
REQUIRED = "mức cần đạt: {required}"
TARGET = "mục tiêu: {target}"
PERCENT = "khối lượng {percent}"
SPENT_MORE = "chi thêm {amount}"
MONEY_UNTOLD = "Kinh phí: chưa ghi số đã chi"
MONEY_SAME = "Kinh phí: không chi thêm, đã chi {after}"
MONEY = "Kinh phí: {change} (đã chi {before} → {after})"

COLUMNS = {
    "id": "Mã",
    "name": "Nội dung",
    "lead": "Chủ trì",
    "turn": "Thay đổi",
    "actual_before": "Thực hiện hoặc đã chi kỳ trước",
    "actual_after": "Thực hiện hoặc đã chi kỳ sau",
    "status_before": "Đánh giá kỳ trước",
    "status_after": "Đánh giá kỳ sau",
    "target_before": "Mục tiêu hoặc hạn kỳ trước",
    "target_after": "Mục tiêu hoặc hạn kỳ sau",
    "spent": "Chi thêm",
    "note": "Ghi chú",
}
