"""The sentence and the hint for every problem code.

A sentence says what is wrong, in lower case and without a full stop; a hint says what to do. The
braces are filled from the problem's details.
"""

from collections.abc import Callable
from datetime import date

from kehoach import wording
from kehoach.problem import Code, Problem, Severity

HINT = "gợi ý"
SEVERITY = {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo"}

_SHAPE = {
    "text": "cần một giá trị (chữ hoặc số), không phải danh sách hay nhóm",
    "list": "cần một danh sách",
    "table": "cần một nhóm “khóa: giá trị”",
    "pair": "cần đúng hai giá trị",
}
_SHAPE_HINT = {
    "text": "viết một giá trị ngay sau dấu hai chấm",
    "list": "viết trong ngoặc vuông: [mục 1, mục 2], hoặc mỗi mục một dòng bắt đầu bằng “- ”",
    "table": "viết trong ngoặc nhọn: {khóa: giá trị}, hoặc mỗi khóa một dòng thụt vào trong",
    "pair": "viết [giá trị thấp, giá trị cao]",
}

SENTENCES: dict[Code, tuple[str, str]] = {
    Code.NO_PLAN: (
        "không có tệp danh mục data/plan.yaml",
        "chạy lệnh trong thư mục của kế hoạch, hoặc chỉ thư mục đó bằng --workspace",
    ),
    Code.UNREADABLE: (
        "không đọc được: {reason}",
        "kiểm tra quyền đọc của tệp và của thư mục chứa nó",
    ),
    Code.NOT_A_FILE: (
        "đây là thư mục hoặc thiết bị, không phải tệp",
        "đổi tên hoặc chuyển nó đi; chỗ này phải là một tệp văn bản",
    ),
    Code.TOO_LARGE: (
        "tệp quá lớn: {size} MB, tối đa {limit} MB",
        "tệp số liệu chỉ vài chục KB; kiểm tra có phải đã lưu nhầm tệp khác vào đây không",
    ),
    Code.EMPTY: (
        "tệp trống",
        "tệp kỳ cần ít nhất một dòng “period: …”; nếu tạo nhầm thì xóa tệp",
    ),
    Code.NOT_UTF8: (
        "tệp không ở dạng UTF-8{encoding}",
        "mở tệp, chọn “Lưu với mã hóa” (Save with Encoding) và lưu lại dưới dạng UTF-8",
    ),
    Code.BAD_CHARACTER: (
        "có ký tự không nhìn thấy hoặc ký tự điều khiển {character}",
        "xóa ký tự ở đúng vị trí này rồi gõ lại; nó thường đến khi dán từ Word hoặc trang web",
    ),
    Code.CONFLICT_MARKER: (
        "còn dấu xung đột của git",
        "giữ lại phần đúng, xóa các dòng <<<<<<<, =======, >>>>>>> rồi lưu lại",
    ),
    Code.BAD_FILE_NAME: (
        "tên tệp không theo kỳ nào",
        "đặt tên theo kỳ, ví dụ 2026H1.yaml; tệp không phải số liệu thì để ra ngoài data/progress",
    ),
    Code.SYNTAX: (
        "không hiểu được cách viết ở đây",
        "so với một mục tương tự ở trên: dấu hai chấm, dấu ngoặc, dấu nháy, thụt đầu dòng",
    ),
    Code.TAB: (
        "có dấu tab ở chỗ cần dấu cách",
        "thay dấu tab bằng dấu cách (mỗi bậc thụt vào hai dấu cách)",
    ),
    Code.UNCLOSED_QUOTE: (
        "dấu nháy mở ở đây mà không đóng, hoặc đóng rồi còn chữ theo sau",
        "thêm dấu nháy đóng ở cuối; dấu nháy ' nằm trong chữ thì viết hai lần: ''",
    ),
    Code.UNCLOSED_BRACKET: (
        "ngoặc mở ở đây mà không đóng, hoặc thiếu dấu phẩy bên trong",
        'đóng ngoặc, ngăn các mục bằng dấu phẩy; số thập phân trong ngoặc thì viết "0,82"',
    ),
    Code.BAD_INDENT: (
        "dòng này thụt vào không khớp với các dòng trên",
        "căn thẳng với mục cùng cấp ở trên; chỉ dùng dấu cách",
    ),
    Code.BAD_ESCAPE: (
        "dấu gạch chéo ngược \\ không dùng được như thế trong nháy kép",
        "đổi nháy kép thành nháy đơn '…', hoặc viết / thay cho \\",
    ),
    Code.NEEDS_QUOTES: (
        "chữ bắt đầu bằng {character} phải đặt trong dấu nháy",
        'viết "…" quanh cả giá trị',
    ),
    Code.COLON_IN_TEXT: (
        "thừa dấu hai chấm, hoặc dòng này thụt vào sai",
        'chữ có dấu hai chấm bên trong thì đặt trong dấu nháy "…"; nếu không thì căn lại dòng',
    ),
    Code.NO_SPACE_AFTER_COLON: (
        "thiếu dấu cách sau dấu hai chấm",
        "viết “khóa: giá trị”, có một dấu cách sau dấu hai chấm",
    ),
    Code.DUPLICATE_KEY: (
        "“{key}” đã có ở dòng {line}",
        "giữ lại một chỗ, xóa chỗ kia; chương trình không tự chọn",
    ),
    Code.KEY_NOT_TEXT: (
        "tên khóa phải là chữ, không phải danh sách hay nhóm",
        "viết “khóa: giá trị”",
    ),
    Code.ANCHOR: (
        "không dùng neo (&) và tham chiếu (*) của YAML",
        "viết lại giá trị đầy đủ ở đây; chữ bắt đầu bằng & hoặc * thì đặt trong dấu nháy",
    ),
    Code.TAG: (
        "không dùng thẻ kiểu của YAML ({tag})",
        "xóa phần bắt đầu bằng !; chữ bắt đầu bằng ! thì đặt trong dấu nháy",
    ),
    Code.SEVERAL_DOCUMENTS: (
        "một tệp chỉ được có một tài liệu",
        "xóa dòng --- này, hoặc chuyển phần sau nó sang tệp khác",
    ),
    Code.TOO_DEEP: (
        "các nhóm lồng nhau quá {limit} lớp",
        "so với một mục tương tự; có thể thừa dấu ngoặc",
    ),
    Code.TOO_MANY_NODES: (
        "tệp có quá {limit} mục",
        "kiểm tra có phải đã dán nhầm dữ liệu khác vào đây không",
    ),
    Code.CUT_BY_COMMENT: (
        "phần sau dấu # bị coi là chú thích, giá trị chỉ còn “{value}”",
        "nếu # thuộc về giá trị thì đặt cả giá trị trong dấu nháy; nếu là chú thích thì viết hai dấu cách trước và một dấu cách sau #",
    ),
    Code.MISSING_KEY: (
        "thiếu “{name}”",
        "thêm “{name}: …” vào mục này",
    ),
    Code.UNKNOWN_KEY: (
        "không có khóa “{name}” ở đây",
        "{near}các khóa dùng được: {allowed}",
    ),
    Code.WRONG_SHAPE: ("{shape}", "{shape_hint}"),
    Code.BLANK: (
        "mục này để trống",
        "ghi giá trị, hoặc xóa cả dòng",
    ),
    Code.NOT_A_CHOICE: (
        "“{value}” không nằm trong các giá trị cho phép",
        "chọn một trong: {expected}",
    ),
    Code.BAD_NUMBER: (
        "“{value}” không phải là số",
        "viết như 98, 97,5 hoặc 1.234.000; chỉ dùng chữ số thường và một dấu thập phân",
    ),
    Code.AMBIGUOUS_NUMBER: (
        "“{value}” có hai cách hiểu: {decimal} hoặc {thousands}",
        "viết {decimal} nếu là số thập phân, {thousands} nếu dấu chấm ngăn hàng nghìn",
    ),
    Code.BAD_AMOUNT: (
        "“{value}” không phải là số tiền",
        "viết như 50 triệu đồng, 1,5 tỷ đồng hoặc 23.570.000.000",
    ),
    Code.AMOUNT_NOT_WHOLE: (
        "“{value}” lẻ dưới một đồng",
        "viết số tiền tròn đồng; kiểm tra đơn vị nghìn, triệu, tỷ",
    ),
    Code.BAD_DATE: (
        "“{value}” không phải là một ngày có thật",
        "viết ngày/tháng/năm như 12/06/2026, hoặc 2026-06-12",
    ),
    Code.BAD_PERIOD: (
        "“{value}” không phải là kỳ dùng được ở đây",
        "viết nửa năm như 2026H1; chỗ nào nhận cả năm hay giai đoạn thì viết 2026, 2026-2030",
    ),
    Code.BAD_DEADLINE: (
        "không hiểu thời hạn “{value}”",
        "viết như Năm 2026, Quý II năm 2026, Giai đoạn 2026-2030, 2026H1 hoặc 30/06/2026",
    ),
    Code.BAD_COUNT: (
        "“{value}” không phải là số đếm",
        "viết một số nguyên không âm, như 0, 1, 6",
    ),
    Code.BAD_ANSWER: (
        "“{value}” không phải là có hoặc không",
        "viết có hoặc không",
    ),
    Code.BAD_ID: (
        "“{value}” không dùng làm mã được",
        "mã chỉ gồm chữ cái không dấu, chữ số, dấu chấm, gạch ngang và gạch dưới, như CT-4.3a",
    ),
    Code.TYPOGRAPHY_IN_CODE: (
        "trong “{value}” có ký tự {character} giống dấu cách, dấu nháy hoặc dấu gạch thường",
        "xóa ký tự đó rồi gõ lại bằng bàn phím; nó thường đến khi dán từ Word",
    ),
    Code.TARGET_COMPARISON: (
        "mục tiêu phải có đúng một phép so sánh",
        "giữ một trong: at_least, more_than, at_most, less_than, equals, between",
    ),
    Code.TARGET_TERM: (
        "mục tiêu có cả by và each",
        "giữ by nếu phải đạt đến một kỳ, giữ each: year nếu năm nào cũng phải đạt",
    ),
    Code.TARGET_INTERVAL: (
        "khoảng mục tiêu viết ngược",
        "viết between: [giá trị thấp, giá trị cao]",
    ),
    Code.TARGET_MISSING: (
        "thiếu mục tiêu (target)",
        "thêm target, như target: {{at_least: 70%, by: 2030}}",
    ),
    Code.PARTS_MISSING: (
        "chỉ tiêu gồm nhiều thành phần mà chưa có thành phần nào",
        "thêm parts, mỗi thành phần có id, name, measure và target của riêng nó",
    ),
    Code.PARTS_UNEXPECTED: (
        "chỉ tiêu compound đặt mục tiêu ở parts, chỉ tiêu khác đặt ở target; không dùng lẫn",
        "xóa khóa này, hoặc đổi measure",
    ),
    Code.TARGET_OF_ANSWER: (
        "chỉ tiêu có/không chỉ dùng được phép so sánh equals",
        "viết target: {{equals: có, by: 2030}}",
    ),
    Code.MEASURED_NEVER: (
        "danh sách kỳ đo (measured) trống",
        "ghi [H1], [H2] hoặc [H1, H2]; bỏ cả dòng thì hiểu là đo cả hai kỳ",
    ),
    Code.DUPLICATE_ID: (
        "mã {value} đã dùng ở dòng {line}",
        "đặt mã khác; mã đã dùng thì không bao giờ dùng lại",
    ),
    Code.UNKNOWN_ID: (
        "không có mã {value} trong danh mục",
        "{near}xem các mã ở data/plan.yaml",
    ),
    Code.WRONG_GROUP: (
        "nhóm {value} không cùng loại với mục này",
        "chỉ tiêu thuộc nhóm kind: indicators, nhiệm vụ thuộc nhóm kind: tasks",
    ),
    Code.CUTOFFS_REVERSED: (
        "ngày chốt H1 phải trước ngày chốt H2 trong cùng một năm",
        "viết như cutoffs: {{H1: 14/06, H2: 14/12}}",
    ),
    Code.HORIZON_NOT_STAGE: (
        "thời gian của kế hoạch phải là năm hoặc giai đoạn, không phải {value}",
        "viết như horizon: 2026-2030",
    ),
    Code.MILESTONES_COINCIDE: (
        "hai mốc rơi vào cùng một kỳ",
        "mốc của cả năm tính vào nửa cuối năm; giữ một trong hai",
    ),
    Code.MILESTONE_AFTER_TARGET: (
        "mốc {value} không trước hạn của mục tiêu ({by})",
        "sửa kỳ của mốc; giá trị ở chính hạn là mục tiêu, ghi ở target",
    ),
    Code.RETIRED_WITHOUT_DECISION: (
        "chỉ tiêu dừng theo dõi mà chưa ghi quyết định",
        "thêm retired_decision: số và ngày của quyết định",
    ),
    Code.CONFLICTING_TARGETS: (
        "{one} và {other} đặt mức khác nhau cho cùng một việc: “{one_name}”, “{other_name}”",
        "kế hoạch ghi cả hai nên báo cáo nêu cả hai; không cần sửa số liệu",
    ),
    Code.LOOKALIKE_NAMES: (
        "“{other}” và “{one}” là một từ viết hai kiểu",
        "chọn một kiểu viết cho cả danh mục (vị trí dấu thanh, chữ Đ)",
    ),
    Code.FILE_NAME_MISMATCH: (
        "tệp tên {name} mà bên trong ghi kỳ {value}",
        "đổi tên tệp theo kỳ, hoặc sửa dòng period",
    ),
    Code.OUTSIDE_HORIZON: (
        "kỳ {value} nằm ngoài thời gian của kế hoạch ({horizon})",
        "kiểm tra lại năm; thời gian của kế hoạch ghi ở plan.horizon",
    ),
    Code.FIGURES_IN_ROLLUP: (
        "tệp của năm hoặc giai đoạn chỉ ghi nhận xét (narrative)",
        "chuyển số liệu này sang tệp của nửa năm, như 2026H1.yaml",
    ),
    Code.SAME_ITEM_TWICE: (
        "{value} đã có ở {other}",
        "giữ số liệu ở một tệp; hỏi lại hai bộ phận nếu hai số khác nhau",
    ),
    Code.RETIRED: (
        "{value} đã dừng theo dõi từ {since}",
        "xóa mục này; nếu vẫn theo dõi thì sửa retired_from ở danh mục",
    ),
    Code.NOT_MEASURED_NOW: (
        "{value} không đo trong kỳ này (đo ở {measured})",
        "kiểm tra có ghi nhầm dòng không; nếu nay đo cả kỳ này thì sửa measured ở danh mục",
    ),
    Code.FIGURE_MISSING: (
        "tỉ lệ thiếu {label}",
        "ghi đủ numerator (tử số) và denominator (mẫu số)",
    ),
    Code.FIGURE_MISPLACED: (
        "chỉ tiêu loại {measure_name} không dùng khóa {name}",
        "ghi {asked}",
    ),
    Code.FIGURE_AND_NOT_APPLICABLE: (
        "vừa có số liệu vừa ghi không áp dụng",
        "giữ một: số liệu, hoặc not_applicable với lý do",
    ),
    Code.WRONG_KIND: (
        "giá trị không hợp với chỉ tiêu loại {measure_name}",
        "ghi {asked}",
    ),
    Code.OFF_SCALE: (
        "giá trị nằm ngoài thang đo",
        "dùng một trong các mức: {scale}",
    ),
    Code.NEGATIVE: (
        "giá trị âm",
        "kiểm tra lại con số; số lượng, tỉ lệ và số tiền không âm",
    ),
    Code.OVER_100: (
        "tỉ lệ nằm ngoài khoảng 0 đến 100%",
        "kiểm tra lại con số; nếu chỉ tiêu được phép vượt 100% thì thêm may_exceed: true",
    ),
    Code.NUMERATOR_ABOVE_DENOMINATOR: (
        "tử số {numerator} lớn hơn mẫu số {denominator}",
        "kiểm tra lại hai con số; nếu tỉ lệ được phép vượt 100% thì thêm may_exceed: true ở chỉ tiêu",
    ),
    Code.ZERO_DENOMINATOR: (
        "mẫu số bằng 0",
        "nếu kỳ này không có đối tượng thì ghi not_applicable: lý do",
    ),
    Code.DONE_WITHOUT_DATE: (
        "nhiệm vụ hoàn thành mà chưa ghi ngày",
        "thêm completed: ngày hoàn thành, như 10/06/2026",
    ),
    Code.DATE_WITHOUT_DONE: (
        "có ngày hoàn thành mà trạng thái chưa phải là done",
        "đổi state: done, hoặc xóa completed",
    ),
    Code.COMPLETED_AFTER_CUTOFF: (
        "ngày hoàn thành sau ngày chốt của kỳ ({cutoff})",
        "kiểm tra lại ngày; việc xong sau ngày chốt thì ghi ở kỳ sau",
    ),
    Code.REASON_MISSING: (
        "nhiệm vụ tạm hoãn hoặc hủy mà chưa ghi lý do",
        "thêm reason: lý do, kèm số văn bản nếu có",
    ),
    Code.SPENT_FALLS: (
        "số đã chi ít hơn kỳ {period} ({before})",
        "spent là tổng đã chi từ đầu; cộng dồn các kỳ trước",
    ),
    Code.SPENT_OVER_BUDGET: (
        "số đã chi vượt kinh phí của nhiệm vụ ({budget})",
        "kiểm tra số chữ số 0 và đơn vị; nếu đúng thì nêu lý do ở note",
    ),
    Code.EVIDENCE_EMPTY: (
        "minh chứng không ghi gì",
        "ghi ít nhất title, hoặc path, hoặc url",
    ),
    Code.EVIDENCE_OUTSIDE: (
        "đường dẫn minh chứng ra ngoài thư mục kế hoạch: {value}",
        "chép tệp vào thư mục kế hoạch và ghi đường dẫn từ đó, dùng dấu /, như data/minh-chung/a.pdf",
    ),
    Code.EVIDENCE_MISSING: (
        "không thấy tệp minh chứng {value}",
        "kiểm tra tên tệp (cả chữ hoa, chữ thường), hoặc chép tệp vào đúng chỗ",
    ),
    Code.UNSAFE_LINK: (
        "liên kết không dùng được: {value}",
        "chỉ dùng liên kết bắt đầu bằng https:// hoặc http://, không có dấu cách",
    ),
}

_ASKED = {
    "ratio": "numerator (tử số) và denominator (mẫu số); mục tiêu và mốc là số hoặc phần trăm",
    "number": "value: một số (có % chỉ khi đơn vị là %)",
    "level": "value: một mức, là số nguyên",
    "yes_no": "value: có hoặc không",
    "compound": "số liệu ở parts, theo từng thành phần",
}

_REASON = {"permission": "không có quyền", "system": "hệ thống báo lỗi khi đọc"}

_FILLED: dict[str, Callable[[str], str]] = {
    "near": lambda near: f"có phải là “{near}”? nếu không, " if near else "",
    "reason": lambda reason: _REASON[reason],
    "encoding": lambda name: f" mà là {name}" if name else "",
    "cutoff": lambda iso: wording.day(date.fromisoformat(iso)),
    "before": lambda dong: wording.money(int(dong)),
    "budget": lambda dong: wording.money(int(dong)),
}


def describe(problem: Problem) -> tuple[str, str]:
    """The sentence and the hint of a problem."""
    details = dict(problem.details)
    if "measure" in details:
        details["measure_name"] = wording.MEASURE[details["measure"]]
        details["asked"] = _ASKED[details["measure"]]
    if "expected" in details:
        details["shape"] = _SHAPE.get(details["expected"], "")
        details["shape_hint"] = _SHAPE_HINT.get(details["expected"], "")
    if "name" in details:
        labels = {"numerator": "tử số", "denominator": "mẫu số"}
        details["label"] = labels.get(details["name"], "")
    for name, fill in _FILLED.items():
        if name in details:
            details[name] = fill(details[name])
    sentence, hint = SENTENCES[problem.code]
    return sentence.format_map(details), hint.format_map(details)
