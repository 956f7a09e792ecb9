"""What is coming, in words: the agenda on the screen, and as events of a calendar."""

from kehoach.occasion import Action
from kehoach.outline import Kind

TITLE = "{organization} – việc sắp tới"
SUBTITLE = "Tính từ ngày {as_of}: việc của {period}, và nhiệm vụ có hạn trong {days} ngày"
OVERDUE = "QUÁ HẠN"
HEADING = {
    Action.FINISH: "NHIỆM VỤ CẦN LÀM XONG",
    Action.MEASURE: "CHỈ TIÊU CẦN GHI SỐ LIỆU",
    Action.HOLD: "HOẠT ĐỘNG CHƯA ĐỦ NHỊP",
    Action.REPORT: "BÁO CÁO CẦN LẬP",
}
OUTSIDE = "NGOÀI TRƯỜNG"
NOTHING = "Không có việc nào phải làm trong thời gian này."
NO_CALENDAR = f"{NOTHING} Không ghi tệp lịch."
DAY, WHO = "Hạn", "Ai làm"
ACTION = {
    Action.FINISH: "Làm xong",
    Action.MEASURE: "Ghi số liệu",
    Action.HOLD: "Thực hiện",
    Action.REPORT: "Báo cáo",
}
COLUMNS = {
    "action": "Loại việc",
    "id": "Mã",
    "name": "Nội dung",
    "day": DAY,
    "left": "Còn lại",
    "lead": "Chủ trì",
    "person": "Cán bộ phụ trách",
    "note": "Ghi chú",
    "external": "Ngoài trường",
}
DAY_AND_LEFT = "{day}, {left}"
WITH_NOTE = "{name} ({note})"
LACKING_PARTS = "còn thiếu: {parts}"
FIGURE_OF = "số của {period}"
HELD = "đã làm {held}/{expected}, đến nay cần {asked}"
NOT_HELD = "chưa ghi số lần, đến nay cần {asked}/{expected}"
REPORT = {
    Kind.HALF_YEAR: "Báo cáo {period}",
    Kind.YEAR: "Báo cáo {period}",
    Kind.FOCUS: "Rà soát {period} theo các lĩnh vực trọng tâm",
    Kind.STAGE: "Tổng kết {period}",
}
REPORT_BY = "kehoach report --kind {kind} --period {period}"

# The calendar
CALENDAR = "Kế hoạch – {organization}"
EVENT = "{action}: {name}"
EVENT_OF_FIGURES = "Ghi số liệu {period}: {count} chỉ tiêu"
EVENT_OF_ROUTINES = "Hoạt động {period}: {count} việc chưa đủ số lần"
EVENT_BY = "{summary} ({lead})"
EVENT_OF_SAMPLE = "[{sample}] {summary}"
LEAD, PERSON = "Chủ trì: {names}", "Cán bộ phụ trách: {name}"
EXTERNAL = "Do bên ngoài trường chủ trì."
