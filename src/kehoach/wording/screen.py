"""What the terminal says around the figures: headings, totals and next steps."""

from collections.abc import Sequence

ATTENTION = "CẦN XỬ LÝ"
NOTHING_TO_DO = "Không có việc nào chậm, quá hạn hay thiếu số liệu."
OTHER_INDICATORS = "CÁC CHỈ TIÊU CÒN LẠI"
OTHER_TASKS = "CÁC NHIỆM VỤ CÒN LẠI"
ROUTINES = "HOẠT ĐỘNG ĐỊNH KỲ"
TOTALS = "TỔNG HỢP"
NEXT = "LÀM GÌ TIẾP"
NOTHING_FOUND = "Không có mục nào khớp với điều kiện đã chọn."

ID, WORK, STATE, WHY = "Mã", "Việc", "Tình trạng", "Vì sao"
INDICATOR, TARGET, ACTUAL, RATING = "Chỉ tiêu", "Mục tiêu", "Thực hiện", "Đánh giá"
TASK, DUE, ROUTINE, HELD = "Nhiệm vụ", "Hạn", "Hoạt động", "Đã làm"
EXTERNAL = "ngoài trường"


TITLE = "{organization} – {period}"
SUBTITLE = "Số liệu đến ngày {as_of} (ngày chốt của kỳ: {cutoff})"
COUNTED_INDICATORS = "{whole} chỉ tiêu: {counts}"
COUNTED_TASKS = "{whole} nhiệm vụ: {counts}"
MONEY = "Kinh phí: đã chi {spent} trên {planned} ({share})"
MONEY_UNKNOWN = "; {count} nhiệm vụ chưa ghi kinh phí"
STEP_FIGURES = "Ghi số liệu còn thiếu vào {path}: {ids}"
STEP_TASKS = "Ghi tình hình nhiệm vụ vào {path}: {ids}"
STEP_SAMPLE = "Thay số liệu minh họa bằng số liệu thật rồi bỏ dòng “sample: true”"
STEP_SHOW = "Xem kỹ một mục: kehoach show {id} --period {period}"
STEP_REPORT = "Lập báo cáo: kehoach report --period {period}"


def problem_count(errors: int, warnings: int) -> str:
    """The closing line of `check`."""
    if not errors and not warnings:
        return "Số liệu hợp lệ, không có lỗi."
    counted = [f"{errors} lỗi"] if errors else ["Không có lỗi"]
    if warnings:
        counted.append(f"{warnings} cảnh báo")
    return ", ".join(counted) + (". Sửa các lỗi trên rồi chạy lại." if errors else ".")


SIX_CLEAR = "KIỂM TRA 6 RÕ"
SIX_CLEAR_COLUMNS = ("Người", "Việc", "Trách nhiệm", "Thẩm quyền", "Thời gian", "Sản phẩm")
STATED = {True: "có", False: "thiếu"}


def six_clear_total(complete: int, whole: int, share: str) -> str:
    """How many tasks state all six."""
    return f"{complete}/{whole} nhiệm vụ đủ 6 rõ ({share})."


def six_clear_steps(missing: Sequence[tuple[str, str, int]]) -> list[str]:
    """What to add to the catalogue for the tasks that lack something."""
    return [
        f"Chưa {label[0].lower()}{label[1:]} ở {count} nhiệm vụ: thêm khóa {key} vào data/plan.yaml"
        for label, key, count in missing
        if count
    ]


DEFINITION = {
    "number": "Số trong kế hoạch",
    "group": "Nhóm",
    "lead": "Chủ trì",
    "coordinating": "Phối hợp",
    "person": "Cán bộ phụ trách",
    "measure": "Cách đo",
    "level": "Cấp",
    "measured": "Kỳ đo",
    "part": "Thành phần",
    "authority": "Thẩm quyền",
    "numerator": "Tử số",
    "denominator": "Mẫu số",
    "target": "Mục tiêu",
    "baseline": "Xuất phát điểm",
    "milestones": "Mốc",
    "revisions": "Điều chỉnh",
    "required": "Mức cần đạt",
    "deadline": "Hạn",
    "product": "Kết quả/sản phẩm",
    "budget": "Kinh phí",
    "sources": "Nguồn kinh phí",
    "spent": "Đã chi",
    "shows": "Thể hiện ở",
    "focus": "Lĩnh vực",
    "source": "Nguồn trong kế hoạch",
    "note": "Ghi chú",
    "retired": "Dừng theo dõi",
    "conflicts": "Vướng với",
    "rhythm": "Định kỳ",
    "trend": "Xu hướng",
    "forecast": "Dự báo",
    "status": "Đánh giá",
    "evidence": "Minh chứng",
}
SERIES, EVIDENCE, HISTORY = "DIỄN BIẾN", "MINH CHỨNG", "AI ĐÃ SỬA"
PERIOD, VALUE, NOTE = "Kỳ", "Số liệu", "Ghi chú"
NO_SERIES = "Chưa có số liệu kỳ nào."
NO_GIT = "Không đọc được lịch sử: thư mục này không nằm trong git."
NOT_COMMITTED = "Các dòng này chưa được commit vào git."


WRITTEN = "Đã ghi {path}"
STATUS_COLUMNS = (
    "Mã",
    "Nội dung",
    "Chủ trì",
    "Mục tiêu hoặc hạn",
    "Thực hiện",
    "Đánh giá",
    "Vì sao",
)
SIX_CLEAR_TITLES = ("Mã", "Nhiệm vụ", *SIX_CLEAR_COLUMNS)


def provenance(commit: str | None, *, clean: bool) -> str:
    """Where the figures of a report come from."""
    if commit is None:
        return "Nguồn số liệu: thư mục data/ (chưa có trong git). Chưa ký chốt."
    state = "không có thay đổi chưa lưu" if clean else "có thay đổi chưa lưu vào git"
    return f"Nguồn số liệu: thư mục data/, bản git {commit} ({state}). Chưa ký chốt."


CARD_TITLES = ("Mã", "Kỳ", "Số liệu", "Ghi chú")
CHART = "Biểu đồ"
REVISED = "từ {period}: {target} ({decision})"
FROM = "từ {period}"
SPENT = "đã chi {amount}"
TIMES = "{count} lần"
EVIDENCE_MISSING = "{evidence} – không thấy tệp"
CHANGE = "{day}  {author}: {summary} ({commit})"
MORE_CHANGES = "… và {count} lần sửa nữa: git log"
LABEL, CONTENT = "Mục", "Nội dung"


def not_written(path: str, missing: Sequence[tuple[str, str]]) -> str:
    """What only a person can write and nobody has, with the place to write it."""
    lines = [f"Còn {len(missing)} mục chưa viết (trong báo cáo để “…”). Viết vào {path}:"]
    lines += [f"  {key:<28} {heading}" for key, heading in missing]
    return "\n".join(lines) + "\n"
