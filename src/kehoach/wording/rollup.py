"""What a roll-up says of many schools."""

from kehoach.rollup.notice import Cause

TITLE = "Tổng hợp {schools} trường – {period}"
UP_TO = "Số liệu đến ngày {day}"
UP_TO_CUTOFFS = "Số liệu đến ngày {day} hoặc ngày chốt kỳ của từng trường, lấy ngày sớm hơn"
OF_DEPARTMENT = "Chỉ phần việc do bộ phận {department} chủ trì hoặc phối hợp"
SAMPLE = "SỐ LIỆU MINH HỌA ở {samples}/{schools} trường – không dùng để báo cáo"

COUNTED = "Cộng số liệu của {count} trường"
BROKEN_COUNT = "{count} trường có lỗi trong tệp: không cộng, chờ sửa"
SILENT_COUNT = "{count} trường chưa báo cáo đủ kỳ này"
OUTSIDE_COUNT = "{count} trường không có kỳ này trong kế hoạch"
WARNED_COUNT = "{count} trường có cảnh báo (kehoach check ở trường đó)"
OUTSIDE_TASKS = "{sentence} (do ngoài trường chủ trì, tính riêng)"

INDICATORS, TASKS, MONEY = "CHỈ TIÊU", "NHIỆM VỤ", "KINH PHÍ"
SILENT, BROKEN, OUTSIDE = "CHƯA BÁO CÁO", "CÓ LỖI", "NGOÀI KẾ HOẠCH"
NOTICES = "LƯU Ý"
NONE = "Không có chỉ tiêu, nhiệm vụ nào để cộng."

SCHOOL, SCHOOLS = "Trường", "Số trường"
RESULT, RATING, ON_TIME, LATE, REST = "Kết quả chung", "Đánh giá", "Đúng hạn", "Trễ", "Còn lại"
ACHIEVED, BEHIND = "Đạt", "Chậm"
MISSING, LAST, ERRORS, FIRST_ERROR = "Còn thiếu", "Lần cuối", "Lỗi", "Lỗi đầu tiên"
SPENT = "Đã chi / kinh phí"
SPENT_OF = "{spent} / {planned} ({share})"
NEVER = "chưa lần nào"
MORE = "… và {count} trường nữa; xem đủ bằng --format csv, html, xlsx hoặc json"

SHARE = "{share} ({numerator}/{denominator})"
SPREAD = "trung vị {median}{unit}, nửa giữa {lower}–{upper}, cả {least}–{greatest}"
YES = "{yes}/{count} trường trả lời có"
NOTHING = "chưa có số liệu kỳ này"
STALE = "{result}; {count} số cũ"
STALE_MEANS = "“Số cũ” là số của kỳ trước vì kỳ này trường chưa báo cáo: có trong đánh giá, không cộng vào kết quả chung"
OTHER_NAMES = "{count} trường gọi bằng tên khác"
DIFFERS = "định nghĩa khác: {way}"
WAY = "{measure}{unit}{direction}"
DIRECTION = {"up": ", càng cao càng tốt", "down": ", càng thấp càng tốt", "": ""}
OLD = "{value} (số của {period})"

STEP_ITEM = "Xem từng trường ở một mục: kehoach rollup … --item {id}"
STEP_BROKEN = "Nhờ trường sửa lỗi: kehoach check --workspace {folder}"
STEP_MAPPING = "Trường đặt mã khác nhau? Viết tệp quy đổi rồi thêm --map TỆP"

NOTICE = {
    Cause.NO_WORKSPACE: "{place}: không có kế hoạch nào (data/plan.yaml) trong thư mục này",
    Cause.TWICE: "{place}: đã tính rồi, ở {other}",
    Cause.NESTED: "{place}: nằm trong kế hoạch {other}, không tính; nếu là một trường riêng thì ghi thẳng thư mục này vào lệnh",
    Cause.LOOP: "{place}: liên kết vòng về {other}, không đi vào nữa",
    Cause.UNREADABLE: "{place}: không đọc được thư mục này",
    Cause.IDS_MEET: "{place}: có hai mục cùng quy về mã {other}, chỉ tính mục đứng trước",
    Cause.UNUSED: "{place}: tệp quy đổi nhắc đến trường này nhưng không thấy trong các thư mục",
}

COLUMNS = {
    "kind": "Loại",
    "id": "Mã",
    "name": "Nội dung",
    "measure": "Cách đo",
    "unit": "Đơn vị tính",
    "direction": "Chiều tốt lên",
    "schools": SCHOOLS,
    "stale": "Số cũ, không cộng",
    "numerator": "Tổng tử số",
    "denominator": "Tổng mẫu số",
    "share": "Tỉ lệ chung (%)",
    "count": "Số giá trị",
    "least": "Nhỏ nhất",
    "lower_quartile": "Tứ phân vị dưới",
    "median": "Trung vị",
    "upper_quartile": "Tứ phân vị trên",
    "greatest": "Lớn nhất",
    "planned": "Kinh phí (đồng)",
    "spent": "Đã chi (đồng)",
    "sample": "Số trường có số liệu minh họa",
}
LINE_COLUMNS = {
    "id": "Mã",
    "school": SCHOOL,
    "folder": "Thư mục",
    "status": RATING,
    "value": "Giá trị",
    "numerator": "Tử số",
    "denominator": "Mẫu số",
    "observed_in": "Kỳ của số liệu",
    "stale_figure": "Số cũ",
}
KIND = {"indicator": "chỉ tiêu", "task": "nhiệm vụ"}
DIRECTION_SHORT = {"up": "tăng", "down": "giảm", "": ""}
SHEETS = {
    "totals": "Tổng hợp",
    "indicators": "Chỉ tiêu",
    "tasks": "Nhiệm vụ",
    "behind": "Trường chậm",
    "silent": "Chưa báo cáo",
    "broken": "Có lỗi",
}
PROGRESS = "Đang đọc {count} trường"
EXPORTED = "Đã ghi {rows} dòng vào {path}"
