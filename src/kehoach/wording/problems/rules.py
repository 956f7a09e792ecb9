"""Problems of the plan's rules: the catalogue by itself, and entries against it: a sentence and a hint for each code.

A sentence says what is wrong, in lower case and without a full stop; a hint says what to do. The
braces are filled from the problem's details.
"""

from kehoach.problem import Code

SENTENCES: dict[Code, tuple[str, str]] = {
    Code.TARGET_COMPARISON: (
        "mục tiêu phải có đúng một phép so sánh",
        "ghi đúng một trong: at_least (từ … trở lên), more_than (trên), at_most (không quá), less_than (dưới), equals (bằng), between (trong khoảng)",
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
    Code.TARGET_UNREACHABLE: (
        "không giá trị nào đạt được mục tiêu này",
        "kiểm tra phép so sánh và con số: tỉ lệ từ 0 đến 100%, mức độ theo levels",
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
        "thời gian của kế hoạch phải là một năm hoặc một giai đoạn, không phải “{value}”",
        "viết năm đầu trước, năm cuối sau, như 2026-2030",
    ),
    Code.MILESTONES_COINCIDE: (
        "hai mốc rơi vào cùng một kỳ",
        "mốc của cả năm tính vào kỳ 6 tháng cuối năm (H2); giữ một trong hai",
    ),
    Code.REVISIONS_COINCIDE: (
        "hai lần điều chỉnh mục tiêu cùng từ {value}",
        "giữ lần có hiệu lực, hoặc sửa from",
    ),
    Code.DEADLINE_OUTSIDE: (
        "thời hạn {value} nằm ngoài thời gian của kế hoạch ({horizon})",
        "kiểm tra lại năm; nếu đúng thì để nguyên",
    ),
    Code.MILESTONE_AFTER_TARGET: (
        "mốc {value} không trước hạn của mục tiêu ({by})",
        "sửa kỳ của mốc; giá trị ở chính hạn là mục tiêu, ghi ở target",
    ),
    Code.RETIRED_WITHOUT_DECISION: (
        "chỉ tiêu dừng theo dõi mà chưa ghi quyết định",
        "thêm retired_decision: số và ngày của quyết định",
    ),
    Code.DECISION_WITHOUT_RETIREMENT: (
        "có quyết định dừng theo dõi mà chưa ghi dừng từ kỳ nào",
        "thêm retired_from: kỳ đầu tiên không theo dõi nữa, như 2028H1; nếu không dừng thì xóa dòng này",
    ),
    Code.CONFLICT_WITH_ITSELF: (
        "{value} ghi là vướng với chính nó",
        "ghi mã của chỉ tiêu kia, hoặc xóa dòng này",
    ),
    Code.REPEATED_REFERENCE: (
        "mã {value} ghi hai lần trong một danh sách",
        "xóa một chỗ; nếu định ghi mã khác thì sửa lại",
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
        "ghi {kind}",
    ),
    Code.OFF_SCALE: (
        "giá trị nằm ngoài thang đo",
        "dùng một trong các mức: {scale}",
    ),
    Code.NEGATIVE: (
        "giá trị âm",
        "kiểm tra lại con số; số lượng, tỉ lệ và số tiền không âm",
    ),
    Code.UNLIKELY_NEGATIVE: (
        "giá trị âm, mà mục tiêu và các mốc của chỉ tiêu đều không âm",
        "kiểm tra có thừa dấu trừ không; chưa có số liệu thì để trống, không ghi −1; nếu đúng là âm thì để nguyên",
    ),
    Code.FRACTION_OF_ONE: (
        "{value} không phải là số nguyên, mà ở đây đếm từng {counted}",
        "kiểm tra dấu phẩy, dấu chấm; nếu là số bình quân thì để nguyên",
    ),
    Code.HELD_TOO_OFTEN: (
        "ghi {value} lần trong một kỳ, quá nhiều so với yêu cầu ({times} lần)",
        "kiểm tra có gõ thừa chữ số không; nếu đúng thì để nguyên",
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
        "có ngày hoàn thành mà tình trạng không phải là done (hoàn thành)",
        "đổi state: done, hoặc xóa completed",
    ),
    Code.COMPLETED_AFTER_CUTOFF: (
        "ngày hoàn thành sau ngày chốt của kỳ ({cutoff})",
        "kiểm tra lại ngày; việc xong sau ngày chốt thì ghi ở kỳ sau",
    ),
    Code.COMPLETED_BEFORE_PLAN: (
        "ngày hoàn thành trước khi kế hoạch bắt đầu ({start})",
        "kiểm tra lại năm; nếu đúng thì để nguyên",
    ),
    Code.PERCENT_BELIES_STATE: (
        "khối lượng {value} không khớp với tình trạng “{state}”",
        "sửa percent hoặc state; không cần ghi khối lượng thì xóa percent",
    ),
    Code.REASON_MISSING: (
        "nhiệm vụ tạm hoãn hoặc hủy mà chưa ghi lý do (reason)",
        "ghi lý do bằng lời, kèm số văn bản nếu có",
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
        "chỉ dùng liên kết bắt đầu bằng https:// hoặc http://, không có dấu cách; tệp trong thư mục kế hoạch thì ghi ở path",
    ),
    Code.ANSWER_WITHOUT_ID: (
        "dòng này có câu trả lời mà không có mã",
        "ghi lại mã ở cột “Mã” như trong phiếu gốc; ghi chú riêng thì chuyển ra ngoài các cột của bảng",
    ),
    Code.FORMULA_WITHOUT_VALUE: (
        "công thức “{value}” không có kết quả",
        "ghi thẳng con số vào ô, hoặc mở tệp bằng Excel rồi lưu lại để công thức được tính",
    ),
    Code.AMBIGUOUS_PERCENTAGE: (
        "“{value}” có hai cách hiểu: {value}% hoặc {whole}%",
        "ghi kèm dấu %, như {whole}%",
    ),
    Code.DUPLICATE_COLUMN: (
        "cột “{value}” có hai lần trong một bảng, lần đầu ở ô {place}",
        "xóa hoặc đổi tên một cột",
    ),
    Code.ANSWERS_DIFFER: (
        "“{value}” khác với “{other}” ở {place}",
        "hỏi lại hai bộ phận, sửa cho giống nhau hoặc xóa trắng một ô; chương trình không tự chọn",
    ),
}

VARIANTS: dict[tuple[Code, str], tuple[str, str]] = {
    (Code.OVER_100, "share"): (
        "tỉ lệ nằm ngoài khoảng 0 đến 100%",
        "kiểm tra lại con số",
    ),
    (Code.UNKNOWN_ID, "section"): (
        "{value} không phải là mã của phần này",
        "{value} thuộc phần {section}: chuyển mục này sang đó",
    ),
    (Code.EVIDENCE_OUTSIDE, "link"): (
        "path là tệp trong thư mục kế hoạch, không phải liên kết: {value}",
        "ghi liên kết ở url thay cho path",
    ),
    (Code.EVIDENCE_OUTSIDE, "stroke"): (
        "đường dẫn minh chứng viết kiểu Windows: {value}",
        "ghi đường dẫn từ thư mục kế hoạch và dùng dấu /, như data/minh-chung/a.pdf; tệp ở ngoài thì chép vào trước",
    ),
    (Code.REASON_MISSING, "figure"): (
        "ghi không áp dụng mà chưa nói lý do",
        "ghi lý do bằng lời, kèm số văn bản nếu có",
    ),
}
"""Where one code is met at places that ask for different things: by the code and its form."""
