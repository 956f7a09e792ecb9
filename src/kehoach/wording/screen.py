"""What the terminal says around the figures: headings, totals and next steps."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from kehoach.seal import Signature, Unlike
from kehoach.wording import terms

ATTENTION = "CẦN XỬ LÝ"
NOTHING_TO_DO = "Không có việc nào chậm, quá hạn hay thiếu số liệu."
OTHER_INDICATORS = "CÁC CHỈ TIÊU CÒN LẠI"
OTHER_TASKS = "CÁC NHIỆM VỤ CÒN LẠI"
ROUTINES = "HOẠT ĐỘNG ĐỊNH KỲ"
TOTALS = "TỔNG HỢP"
NEXT = "LÀM GÌ TIẾP"
NOTHING_PLANNED = "Danh mục chưa có chỉ tiêu, nhiệm vụ nào. Hãy thêm vào data/plan.yaml."
NOTHING_FOUND = "Không có mục nào khớp với điều kiện đã chọn."

ID, WORK, STATE, WHY = "Mã", "Việc", "Tình trạng", "Vì sao"
INDICATOR, TARGET, ACTUAL, RATING = "Chỉ tiêu", "Mục tiêu", "Thực hiện", "Đánh giá"
TASK, DUE, ROUTINE, HELD = "Nhiệm vụ", "Hạn", "Hoạt động", "Đã làm"
EXTERNAL = "ngoài trường"


TITLE = "{organization} – {period}"
SUBTITLE = "Số liệu đến ngày {as_of} (ngày chốt của kỳ: {cutoff})"
COUNTED_INDICATORS = "{whole} chỉ tiêu: {counts}"
COUNTED_TASKS = "{whole} nhiệm vụ: {counts}"
OUTSIDE_COUNTED = " (trong đó {count} do ngoài trường chủ trì{late})"
OUTSIDE_LATE = ", {late} quá hạn"


def counts(told: Iterable[tuple[object, str, int]]) -> str:
    """Counts under their labels, one after the other."""
    return ", ".join(
        f"{terms.number(Fraction(count))} {label[0].lower()}{label[1:]}" for _, label, count in told
    )


def counted(sentence: str, told: Sequence[tuple[object, str, int]]) -> str:
    """Counts under their labels, in a sentence with `{whole}` and `{counts}`."""
    whole = sum(count for _, _, count in told)
    return sentence.format(whole=terms.number(Fraction(whole)), counts=counts(told))


MONEY = "Kinh phí: đã chi {spent} trên {planned} ({share})"
MONEY_UNTOLD = "Kinh phí: kế hoạch {planned}, chưa ghi số đã chi"
MONEY_SPENT = "Kinh phí: đã chi {spent}, kế hoạch không ghi số tiền"
MONEY_NOWHERE = "Kinh phí: kế hoạch không ghi số tiền, chưa ghi số đã chi"
MONEY_UNPLANNED = "; trong đó {amount} cho nhiệm vụ chưa ghi kinh phí, không tính vào tỉ lệ"
MONEY_UNKNOWN = "; {count} nhiệm vụ chưa ghi kinh phí"
STEP_RECORD = "Ghi các mục còn thiếu ({ids}): kehoach record --period {period}"
STEP_RECORD_ONE = "Khi có thì ghi: kehoach record {id} --period {period}"
STEP_RECORD_WORDS = f'{STEP_RECORD_ONE} --note "đã làm được gì"'
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
    "authority": "Thẩm quyền",
    "level": "Cấp",
    "measured": "Kỳ đo",
    "part": "Thành phần",
    "measure": "Cách đo",
    "unit": "Đơn vị tính",
    "levels": "Thang đo",
    "numerator": "Tử số",
    "denominator": "Mẫu số",
    "may_exceed": "Giới hạn",
    "target": "Mục tiêu",
    "revisions": "Điều chỉnh",
    "baseline": "Xuất phát điểm",
    "milestones": "Mốc",
    "deadline": "Hạn",
    "product": "Kết quả/sản phẩm",
    "six_clear": "6 rõ",
    "budget": "Kinh phí",
    "sources": "Nguồn kinh phí",
    "shows": "Thể hiện ở",
    "conflicts": "Mâu thuẫn với",
    "rhythm": "Định kỳ",
    "expected": "Số lần cần có",
    "focus": "Lĩnh vực",
    "source": "Nguồn trong kế hoạch",
    "note": "Ghi chú",
    # How it stands.
    "status": "Đánh giá",
    "actual": "Thực hiện",
    "stale": "Còn thiếu",
    "required": "Mức cần đạt kỳ này",
    "compared": "So với mục tiêu",
    "trend": "Xu hướng",
    "forecast": "Dự báo",
    "retired": "Dừng theo dõi",
    "days_left": "Thời hạn",
    "percent": "Khối lượng",
    "spent": "Đã chi",
    "reported_in": "Báo cáo gần nhất",
    "reported": "Báo cáo",
}
STANDING, DEFINED = "TÌNH HÌNH", "ĐỊNH NGHĨA"
SERIES, EVIDENCE, HISTORY = "DIỄN BIẾN", "MINH CHỨNG", "AI ĐÃ SỬA"
PERIOD, VALUE, NOTE = "Kỳ", "Số liệu", "Ghi chú"
CHART = "Biểu đồ, │ là mục tiêu"
SERIES_COLUMNS = {
    "id": "Mã",
    "period": PERIOD,
    "value": VALUE,
    "numerator": "Tử số",
    "denominator": "Mẫu số",
    "target": "Mục tiêu",
    "state": "Tình trạng",
    "completed": "Ngày hoàn thành",
    "percent": "Khối lượng",
    "spent": "Đã chi",
    "held": "Đã làm",
    "expected": "Số lần cần có",
    "note": NOTE,
    "sample": "Số liệu minh họa",
}
CARD_AT = "Xét đến hết {period}, số liệu đến ngày {as_of}"
MAY_EXCEED = "được phép vượt 100%"
KNOWN_AT = "{value} ({period})"
REVISED = "từ {period}: {target} ({decision})"
FROM = "từ {period}"
EXPECTED = "{first} lần ở 6 tháng đầu năm, {second} lần ở 6 tháng cuối năm"
STALE = "chưa có số liệu {period}"
SPENT = "đã chi {amount}"
SPENT_OF = "{spent} trên {planned} ({share})"
TIMES = "{held} lần"
TIMES_OF = "{held}/{expected} lần"
MEASURE_TOLD = "đã có ở {periods}"
MEASURE_SILENT = "chưa ghi kết quả nào đến hết {period}"
WHOLE = "Cả chỉ tiêu"
NO_SERIES = "Chưa có số liệu kỳ nào."
NO_EVIDENCE = "Chưa có minh chứng nào."
FILE_FOUND = "{path} (có tệp)"
FILE_MISSING = "{path} (KHÔNG THẤY TỆP)"
CATALOGUE = "danh mục"
_MOST_PLACES = 3
CHANGE = "{day}  {author}: {summary} ({places}; {commit})"
MORE_CHANGES = "… và {count} lần nữa"
NO_GIT = "Không đọc được lịch sử git; chạy git status để biết vì sao."
NOT_COMMITTED = "Chưa lưu vào git."
PARTLY_COMMITTED = "Có dòng vừa sửa, chưa lưu vào git."
SHALLOW = "Bản sao này thiếu lịch sử cũ hơn; chạy git fetch --unshallow để lấy về."


def six_clear_of_one(whole: int, missing: Sequence[str]) -> str:
    """Which of the six a task does not state."""
    if not missing:
        return f"đủ {whole}/{whole}"
    return f"{whole - len(missing)}/{whole}, thiếu {', '.join(missing)}"


def changed_places(paths: Sequence[str]) -> str:
    """Files of the data as short as a line of history asks for: periods, and the catalogue."""
    names = [path.removeprefix("data/progress/").removesuffix(".yaml") for path in paths]
    names = [CATALOGUE if name == "data/plan" else name for name in names]
    if len(names) <= _MOST_PLACES:
        return ", ".join(names)
    return f"{names[0]} và {len(names) - 1} tệp nữa"


LOG_COLUMNS = {
    "when": "Ngày",
    "author": "Người sửa",
    "commit": "Lần lưu",
    "summary": "Lời ghi",
    "period": "Kỳ",
    "id": "Mã",
    "key": "Số liệu",
    "before": "Trước",
    "after": "Sau",
}
LOG_HEAD = "{day}  {author}: {summary} ({commit})"
LOG_LINE = "{place}{at}: {before} → {after}"
LOG_SIGNED = "{place}{at}: {said}"
LOG_UNSIGNED = "{place}{at} bị bỏ khỏi tệp ký chốt: {said}"
LOG_NEW = "{place}ghi mới {count} mục"
UNREADABLE = "tệp viết sai, không đọc được ở lần lưu này"
LOG_UNREADABLE = "{place}" + UNREADABLE
LOG_EMPTY = "Không có thay đổi nào."
WORKING = "Chưa lưu vào git"
WRITTEN = "Đã ghi {path}"
STATUS_COLUMNS = {
    "id": "Mã",
    "name": "Nội dung",
    "lead": "Chủ trì",
    "target": "Mục tiêu hoặc hạn",
    "actual": "Thực hiện",
    "status": "Đánh giá",
    "why": "Vì sao",
}
SIX_CLEAR_TITLES = ("Mã", "Nhiệm vụ", *SIX_CLEAR_COLUMNS)


UNLIKE = {
    Unlike.DAY: "số liệu tính đến ngày khác",
    Unlike.CONTENT: "số liệu hoặc danh mục đã đổi",
    Unlike.ORDER: "danh mục xếp theo thứ tự khác",
    Unlike.FORM: "mẫu báo cáo hoặc phiên bản chương trình khác",
    Unlike.UNKNOWN: "danh mục, mẫu báo cáo hoặc phiên bản chương trình khác",
}


def provenance(
    commit: str | None, *, clean: bool, signature: Signature | None, why: Unlike | None
) -> str:
    """Where the figures of a report come from, and `why` it isn't the one that was signed off."""
    signed = "Chưa ký chốt."
    if signature:
        day = signature.at.strftime("%d/%m/%Y")
        signed = (
            f"Đã ký chốt ngày {day}, mã {signature.mark}."
            if why is None
            else f"KHÁC bản báo cáo kỳ này đã ký ngày {day} ({UNLIKE[why]})."
        )
    if commit is None:
        return f"Nguồn số liệu: thư mục data/ (chưa có trong git). {signed}"
    state = "không có thay đổi chưa lưu" if clean else "có thay đổi chưa lưu vào git"
    return f"Nguồn số liệu: thư mục data/, bản git {commit} ({state}). {signed}"


def not_written(path: str, missing: Sequence[tuple[str, str]]) -> str:
    """What only a person can write and nobody has, with the place to write it."""
    keys = all(key for key, _ in missing)
    place = WRITE_INTO.format(path=path) if keys else WRITE_INTO_REPORT
    lines = [f"Còn {len(missing)} mục chưa viết (trong báo cáo để “…”). {place}"]
    lines += [f"  {key:<28} {heading}" if keys else f"  {heading}" for key, heading in missing]
    return "\n".join(lines) + "\n"


WRITE_INTO = "Viết vào {path}:"
WRITE_INTO_REPORT = "Viết thẳng vào tệp báo cáo:"
DEPARTMENT, PERSON = "Bộ phận", "Cán bộ phụ trách"
OWN, OUTSIDE = "BỘ PHẬN CỦA TRƯỜNG", "NGOÀI TRƯỜNG"
PERSONS = "CÁN BỘ PHỤ TRÁCH"
SCORE_COLUMNS = {
    "kind": "Loại",
    "name": "Tên",
    "external": "Ngoài trường",
    "assigned": "Nhiệm vụ được giao",
    "done_on_time": "Hoàn thành đúng hạn",
    "done_late": "Hoàn thành quá hạn",
    "overdue": "Quá hạn",
    "open": "Chưa xong, còn hạn",
    "share_on_time": "Tỉ lệ đúng hạn",
    "share_late": "Tỉ lệ quá hạn",
    "indicators": "Chỉ tiêu phụ trách",
    "exceeded": "Vượt",
    "achieved": "Đạt",
    "missed": "Không đạt",
    "share_exceeded": "Tỉ lệ vượt",
}
NAME, ON_TIME, LATE, OPEN = "Tên", "Đúng hạn", "Quá hạn", "Còn hạn"
EXCEEDED, ACHIEVED, MISSED = "Vượt chỉ tiêu", "Đạt", "Không đạt"
COUNTS_ONLY = "Số liệu phục vụ đánh giá, không phải kết quả xếp loại."


def part_of(part: int, whole: int, share: str) -> str:
    """A count with its whole: `2/8 (25%)`; of nothing there is no share to tell."""
    return f"{part}/{whole} ({share})" if whole else share
