"""Vietnamese for the command line itself: help texts, and what the framework says in English."""

import errno
import re

APP = """Theo dõi việc thực hiện kế hoạch của nhà trường: chỉ tiêu, nhiệm vụ, kinh phí.

Bắt đầu bằng: kehoach check, kehoach status, kehoach report --period 2026H1"""

CHECK = "Kiểm tra mọi tệp số liệu, nêu tất cả lỗi cùng một lúc, đúng dòng và cột."
STATUS = "Xem tình hình: việc nào chậm và vì sao, các việc còn lại, làm gì tiếp."
SHOW = "Xem kỹ một mục: định nghĩa, tình hình, diễn biến, minh chứng, ai đã sửa."
REPORT = "Lập báo cáo của một kỳ thành tệp Markdown, HTML, Word hoặc tin nhắn ngắn."
DIFF = "Xem điều gì thay đổi từ kỳ trước đến kỳ sau: tốt lên, kém đi, mới có số liệu, chi thêm."
NEW = "Tạo tệp số liệu của một kỳ: mọi mục phải ghi, kèm cách ghi và số kỳ trước."
RECORD = "Ghi một con số vào tệp, hoặc hỏi lần lượt mọi số còn thiếu."
SCORECARD = "Đếm kết quả theo bộ phận và cán bộ: số liệu để đánh giá, không xếp loại."
SEAL = "Ký chốt một kỳ: giữ nguyên số liệu đã nộp, từ đó mọi thay đổi đều bị phát hiện."
LOG = "Xem ai đã sửa số liệu nào, từ bao nhiêu thành bao nhiêu, ai ký chốt hay mở lại kỳ, theo từng lần lưu git."
REOPEN = "Mở lại một kỳ đã ký chốt để sửa, kèm lý do; lần ký cũ vẫn được giữ trong lịch sử."
ROLLUP = (
    "Tổng hợp nhiều trường: bao nhiêu trường đạt, chậm, chưa báo cáo; cộng số liệu và kinh phí."
)
DUE = "Xem việc sắp tới: phải làm xong, ghi số liệu, thực hiện, báo cáo trước ngày nào, ai làm."
SCHEMA = "In lược đồ JSON Schema của tệp, hoặc ghi cả hai vào schemas/, để trình soạn thảo gợi ý."
INIT = (
    "Tạo kế hoạch của một trường mới: danh mục có sẵn mẫu, kỳ đầu tiên, gợi ý cho trình soạn thảo."
)
SHEET = "Phiếu Excel cho bộ phận không dùng git: lập phiếu, nhận lại số liệu."
SHEET_EXPORT = "Lập phiếu Excel của một kỳ, mỗi bộ phận một phiếu."
SHEET_IMPORT = "Nhận số liệu từ phiếu đã điền (.xlsx, .csv): nêu thay đổi, hỏi rồi mới ghi."

WORKSPACE = "Thư mục kế hoạch (có data/plan.yaml); mặc định tìm từ thư mục hiện tại trở lên."
VERSION = "In phiên bản."
PERIOD = "Kỳ: 2026H1, 2026H2, 2026 hoặc 2026-2030; mặc định là kỳ có ngày hôm nay."
EARLIER_PERIOD, LATER_PERIOD = "KỲ_TRƯỚC", "KỲ_SAU"
EARLIER = "Kỳ trước, như 2026H1, 2026 hoặc 2026-2030."
LATER = "Kỳ sau, như 2026H2; năm và giai đoạn xét ở nửa năm cuối của nó."
AS_OF_BOTH = "Không tính sau ngày này, như 01/09/2026; mặc định là hôm nay. Mỗi kỳ vẫn dừng ở ngày chốt của nó."
REPORT_PERIOD = "Kỳ báo cáo: 2026H1, 2026 hoặc 2026-2030; mặc định là kỳ có ngày hôm nay."
KIND = (
    "Loại báo cáo: half-year (6 tháng), year (năm), focus (rà soát năm theo lĩnh vực), "
    "stage (tổng kết giai đoạn), ad-hoc (đột xuất); mặc định theo kỳ."
)
REPORT_DEPARTMENT = "Chỉ phần việc do bộ phận này chủ trì hoặc phối hợp (mã, như to-vp)."
REPORT_ONLY = "Chỉ các mục này, cách nhau bằng dấu phẩy, như CT-4.2,NV-III.1."
AS_OF = "Tính đến ngày, như 01/09/2026; mặc định là hôm nay hoặc ngày chốt kỳ, lấy ngày sớm hơn."
DEPARTMENT = "Chỉ xem việc do bộ phận này chủ trì hoặc phối hợp (mã, như bgh)."
GROUP = "Chỉ xem một nhóm (mã, như ct-4)."
FOCUS = "Chỉ xem một lĩnh vực trọng tâm (mã, như doi-ngu)."
ONLY = "Chỉ xem các tình trạng này, cách nhau bằng dấu phẩy, như behind,overdue."
FAIL_ON = "Thoát với mã 1 nếu có mục ở các tình trạng này."
FORMAT_STATUS = "Dạng in ra: table, json, csv hoặc md."
FORMAT_CHECK = "Dạng in ra: text, json hoặc github."
FORMAT_REPORT = "Các dạng báo cáo, cách nhau bằng dấu phẩy: md, html, docx (Word), text (tin ngắn)."
STRICT = "Coi cảnh báo là lỗi."
SIX_CLEAR = (
    "Kiểm tra 6 rõ của từng nhiệm vụ: người, việc, trách nhiệm, thẩm quyền, thời gian, sản phẩm."
)
ITEM = "Mã của mục, như CT-4.4 hoặc NV-III.1."
NEW_PERIOD = "Kỳ cần tạo tệp, như 2026H2; 2026 và 2026-2030 chỉ có nhận xét."
RECORD_ITEM = "Mã của mục, như CT-4.4 hoặc NV-III.1; bỏ trống thì hỏi mọi mục còn thiếu."
RECORD_PERIOD = "Nửa năm, như 2026H1; mặc định là nửa năm của hôm nay."
VALUE = "Số liệu của chỉ tiêu: 97,5 hoặc có, không, hoặc số của mức."
NUMERATOR = "Tử số của chỉ tiêu tỉ lệ."
DENOMINATOR = "Mẫu số của chỉ tiêu tỉ lệ."
PART = "Thành phần của chỉ tiêu gồm nhiều thành phần, như reached."
NOT_APPLICABLE = "Kỳ này không áp dụng: lý do."
STATE = "Tình trạng nhiệm vụ: chưa thực hiện, đang thực hiện, hoàn thành, tạm hoãn hoặc hủy."
COMPLETED = "Ngày hoàn thành, như 12/06/2026."
PERCENT = "Khối lượng đã làm, như 60%."
SPENT = "Đã chi từ đầu đến nay, như 38 triệu đồng."
PRODUCT = "Kết quả, sản phẩm của nhiệm vụ."
REASON = "Lý do tạm hoãn hoặc hủy."
HELD = "Số lần đã làm trong kỳ của hoạt động định kỳ."
NOTE = "Ghi chú; với giải pháp là điều đã làm được."
FILE = "Tệp để ghi, khi kỳ có nhiều tệp."
LOG_ITEM = "Chỉ xem một mục (mã, như CT-4.4); không ghi thì xem tất cả."
LOG_PERIOD = "Chỉ xem số liệu của một kỳ, như 2026H1."
PERIOD_TO_SEAL = "KỲ"
SEALED_PERIOD = "Kỳ, như 2026H1, 2026 hoặc 2026-2030."
WAIVE = "Chấp nhận một mục còn thiếu số liệu, kèm lý do: MÃ=LÝ DO; dùng được nhiều lần."
BY = "Họ tên người ký; mặc định lấy tên trong git."
VERIFY = "Chỉ xem số liệu, kết quả, báo cáo có còn đúng như khi ký không; không ký."
REOPEN_REASON = "Lý do mở lại."
SCHEMA_NAME = "plan: danh mục; progress: số liệu của kỳ. Không ghi thì lấy cả hai."
SCHEMA_OUTPUT = "Thư mục để ghi; mặc định là schemas/ của kế hoạch. - để in ra màn hình."
SCHEMA_WHICH = "Chỉ in được một lược đồ. Viết: kehoach schema plan, hoặc kehoach schema progress."
INIT_FOLDER = "Thư mục của kế hoạch mới; mặc định là thư mục hiện tại."
INIT_NAME = "Tên trường."
INIT_ABBREVIATION = "Chữ viết tắt trong số văn bản; mặc định là các chữ đầu của tên."
INIT_PARENT = "Cơ quan cấp trên, như “Ủy ban nhân dân xã …”."
INIT_PLACE = "Địa danh đứng trước ngày tháng của báo cáo."
INIT_POSITION = "Chức vụ người ký; mặc định HIỆU TRƯỞNG."
INIT_SIGNATORY = "Họ và tên người ký."
INIT_TITLE = "Tên kế hoạch."
INIT_HORIZON = "Các năm của kế hoạch, như 2026-2030."
INIT_DEPARTMENTS = "Các bộ phận, cách nhau bằng dấu phẩy."
INIT_PERIOD = "Kỳ đầu tiên ghi số liệu, như 2026H1; mặc định là kỳ có ngày hôm nay."
INIT_YES = "Không hỏi; câu nào chưa có câu trả lời thì để “…”."
INIT_HOOK = "Kiểm tra số liệu mỗi lần git commit, hoặc không."
YES_OR_NO = "trả lời có hoặc không"
DAYS = "Số ngày tới để tìm nhiệm vụ đến hạn."
DUE_AS_OF = "Tính từ ngày, như 01/09/2026; mặc định là hôm nay."
ICS = "Ghi thành tệp lịch (.ics) để đưa vào Google Calendar, Outlook; - để in ra màn hình."
OUTPUT = "Thư mục để ghi báo cáo, hoặc - để in ra màn hình; mặc định là reports/."

ROLLUP_FOLDERS = "Các thư mục: mỗi thư mục là kế hoạch của một trường, hoặc chứa nhiều trường."
FOLDERS = "[THƯ_MỤC]..."
ROLLUP_LIST = "Tệp ghi danh sách thư mục, mỗi dòng một thư mục (tính từ chỗ của tệp); # là ghi chú."
ROLLUP_MAP = "Tệp quy đổi mã (YAML), khi các trường đặt mã chỉ tiêu, nhiệm vụ khác nhau."
ROLLUP_ITEM = "Chỉ xem một mục, đủ từng trường (mã, như CT-4.4 hoặc CT-4.5/reached)."
ROLLUP_FORMAT = "Dạng in ra: table, json, csv, html hoặc xlsx; mặc định theo đuôi tệp của --output, không có thì table."
ROLLUP_DEPARTMENT = (
    "Chỉ việc do bộ phận có mã này ở mỗi trường chủ trì hoặc phối hợp (mã, như bgh)."
)
ROLLUP_PERIOD = "Kỳ: 2026H1, 2026H2, 2026 hoặc 2026-2030; mặc định là nửa năm của hôm nay."
ROLLUP_AS_OF = "Tính đến ngày, như 01/09/2026; mặc định là hôm nay hoặc ngày chốt kỳ của từng trường, lấy ngày sớm hơn."
ROLLUP_OUTPUT = "Tệp để ghi, hoặc - để in ra màn hình (mặc định); dạng xlsx phải có tệp."
ROLLUP_EXPORT = (
    "Ghi thêm bảng dài (Parquet, chia theo kỳ) vào thư mục này, cho DuckDB, Spark, Trino."
)
ROLLUP_CACHE = "Thư mục giữ kết quả lần trước để lần sau nhanh hơn; mặc định là thư mục bộ nhớ đệm của người dùng."
ROLLUP_NO_CACHE = "Đọc lại mọi tệp, không dùng kết quả giữ từ lần trước."
ROLLUP_NOTHING = "Không có kế hoạch nào (data/plan.yaml) trong các thư mục đã ghi."
ROLLUP_NO_FOLDER = "Hãy ghi thư mục có các trường, hoặc danh sách của chúng bằng --list TỆP."
ROLLUP_NOT_READ = "Không đọc được tệp {path}: {reason}."
ROLLUP_NO_ITEM = "Không trường nào có mục “{value}”.{near}"
ROLLUP_NO_DEPARTMENT = (
    "Không trường nào có mục do bộ phận “{value}” chủ trì hay phối hợp. "
    "Hãy xem lại mã bộ phận trong danh mục của các trường."
)
ROLLUP_TABLE = (
    "Bảng chỉ in ra màn hình, không ghi vào tệp {path}. Hãy thêm --format html, xlsx, csv hoặc json"
)
ROLLUP_BINARY = "Dạng xlsx không in ra màn hình được. Hãy thêm --output TỆP.xlsx"

SHEET_PERIOD = "Kỳ của phiếu, một nửa năm: 2026H1, 2026H2."
SHEET_DEPARTMENT = "Chỉ lập phiếu của bộ phận này (mã, như bgh); mặc định là mọi bộ phận."
SHEET_COORDINATING = "Hỏi cả những việc mà bộ phận chỉ phối hợp; mặc định chỉ việc chủ trì."
SHEET_OUTPUT = "Thư mục để ghi phiếu; mặc định là reports/."
SHEET_WANTED = "Chỉ nhận phiếu của kỳ này; mặc định theo kỳ ghi trong phiếu."
SHEET_FILES = "Các phiếu đã điền, dạng .xlsx hoặc .csv."
SHEET_YES = "Ghi luôn, không hỏi (dùng trong script)."

# What a command says when it was typed wrongly, or when the environment fails.
NOT_WORKSPACE = (
    "Thư mục {folder} không có data/plan.yaml.\n"
    "Hãy sửa {source} thành đường dẫn tới thư mục của kế hoạch."
)
NO_FOLDER = "Thư mục hiện tại không còn nữa. Hãy vào lại thư mục của kế hoạch rồi chạy lại."
BAD_TODAY = "Biến môi trường KEHOACH_TODAY đang đặt là “{value}”, không phải một ngày. Viết như 2026-06-14, hoặc bỏ biến này."
NOT_TOGETHER = "Không dùng {one} cùng với {other}. Hãy bỏ một trong hai."
NO_WORKSPACE = (
    "Không thấy data/plan.yaml ở {folder} hay các thư mục phía trên.\n"
    "Hãy chạy lệnh trong thư mục của kế hoạch, hoặc thêm --workspace THƯ_MỤC."
)
BAD_PERIOD = "Kỳ “{value}” không đúng dạng. Viết như 2026H1 (6 tháng đầu năm), 2026, 2026-2030."
KIND_AND_PERIOD = "Loại báo cáo {kind} không lập được cho kỳ {period}. Hãy chọn {example}."
KIND_PERIOD = {
    "half-year": "một kỳ 6 tháng, như --period 2026H1",
    "year": "một năm, như --period 2026",
    "focus": "một năm, như --period 2026",
    "stage": "một giai đoạn, như --period 2026-2030",
}
# The names of the files, without their ending; a period or a day follows.
REPORT_NAME = {
    "half-year": "bao-cao-{}",
    "year": "bao-cao-{}",
    "focus": "ra-soat-{}",
    "stage": "bao-cao-{}",
    "ad-hoc": "dot-xuat-{}",
}
OUTSIDE_HORIZON = "Kỳ {value} nằm ngoài thời gian của kế hoạch ({horizon}). Hãy chọn kỳ khác."
SAME_END = (
    "Kỳ {before} và kỳ {after} cùng kết thúc ở {end}, không có gì để so sánh.\n"
    "Hãy chọn hai kỳ khác nhau, như kehoach diff 2026H1 2026H2."
)
REVERSED = (
    "Kỳ {before} kết thúc sau kỳ {after}; kỳ trước phải viết trước.\n"
    "Hãy gõ: kehoach diff {after} {before}"
)
TODAY_OUTSIDE = (
    "Hôm nay ({today}) nằm ngoài thời gian của kế hoạch ({horizon}).\n"
    "Hãy chọn kỳ bằng --period, ví dụ --period {example}."
)
BAD_DATE = "Ngày “{value}” không đúng dạng. Viết như 14/06/2026 hoặc 2026-06-14."
BAD_DAYS = "Số ngày “{value}” không dùng được. Viết một số nguyên từ 0 đến {most}, như --days 30."
BAD_CHOICE = "“{value}” không dùng được cho {option}. Chọn: {allowed}."
BLANK_ID = "Chưa ghi mã của mục nào. Xem các mã bằng: kehoach status, hoặc trong data/plan.yaml."
UNKNOWN_ID = "Không có mã {value} trong danh mục.{near} Xem các mã bằng: kehoach status, hoặc trong data/plan.yaml."
NEAR = " Có phải là {near}?"
NOTHING_DONE = "Chưa làm gì vì số liệu có lỗi. Sửa các lỗi trên rồi chạy lại."
BUSY = "Một lệnh kehoach khác đang ghi vào thư mục này. Chờ lệnh đó xong rồi chạy lại."
NO_LOG = "Thư mục này chưa có git, hoặc git báo lỗi, nên không biết ai đã sửa gì. Chạy git status để xem vì sao."
NOT_IN_LOG = "Không có mã {value} trong danh mục hay trong lịch sử.{near} Muốn xem một kỳ thì thêm --period, như --period 2026H1."
NOT_SEALED = "Kỳ {period} chưa ký chốt. Ký chốt bằng: kehoach seal {period}"
SEALED_ALREADY = (
    "Kỳ {period} đã ký chốt ngày {day} ({by}), không phải ký nữa.\n"
    'Muốn sửa thì mở lại: kehoach reopen {period} --reason "lý do"'
)
SEALED_CLOSED = (
    "Kỳ {period} đã ký chốt ngày {day} ({by}), không ghi thêm được.\n"
    'Muốn sửa thì mở lại: kehoach reopen {period} --reason "lý do"'
)
BAD_WAIVER = '--waive “{value}” không đúng dạng. Viết mã, dấu bằng, lý do, như --waive "CT-2.1=Xã chưa công bố".'
WAIVED_TWICE = "--waive nêu {value} hai lần. Hãy giữ một lý do."
NOT_WRITABLE = (
    "Họ tên hoặc lý do có ký tự không dùng được. Hãy gõ lại bằng bảng mã Unicode, trên một dòng."
)
NO_NAME = 'Chưa biết ai ký. Hãy thêm --by "Họ và tên".'
NO_REASON = "Lý do đang trống. Hãy viết lý do sau --reason."
DISK = "Không ghi được {path}: {reason}."
SHEET_NAME = "phieu-{}-{}.xlsx"
SHEET_NOTHING = "Kỳ {period} không có mục nào cần hỏi bộ phận nào."
SHEET_NOTHING_OF = "Kỳ {period} không có mục nào do bộ phận {id} chủ trì. Thêm --coordinating để hỏi cả việc phối hợp, hoặc chọn bộ phận khác."
SHEET_NEXT = (
    "Đã lập {count} phiếu. Gửi cho bộ phận; khi nhận lại thì chạy: kehoach sheet import TỆP…"
)
TEMPLATE = "Mẫu {name} có lỗi ở dòng {line}: {reason}."
TEMPLATE_NEAR = "Mẫu {name} có lỗi ở chỗ “{near}”: {reason}."
TEMPLATE_UNREADABLE = "Không đọc được mẫu {path}. Hãy xem lại quyền đọc của tệp."
NOT_WORD = "Mẫu {name} không phải tệp Word. Hãy mở bằng Word rồi lưu lại ở dạng .docx, hoặc lấy lại mẫu cũ."
NOT_ON_SCREEN = (
    "Bản Word không in ra màn hình được, cũng không in chung với dạng khác.\n"
    "Hãy bỏ --output -, hoặc chuyển riêng bản Word vào tệp: "
    "kehoach report --format docx --output - > bao-cao.docx"
)
NO_OUTPUT = "Không in được kết quả: {reason}."
NO_TEMPLATE = "Không tìm thấy mẫu {name} trong thư mục templates/. Hãy cài lại kehoach."
TEMPLATE_FAILED = "Mẫu {name} có lỗi: {reason}."
_DISK_REASON = {
    errno.EACCES: "không có quyền ghi, hoặc tệp đang mở ở chương trình khác",
    errno.EPERM: "không có quyền ghi",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.ENOTDIR: "một phần của đường dẫn là tệp, không phải thư mục",
    errno.EEXIST: "một phần của đường dẫn là tệp, không phải thư mục",
    errno.EISDIR: "đường dẫn là thư mục, không phải tệp",
    errno.ENODEV: "đây là thiết bị hoặc đường ống, không phải tệp",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.ENOENT: "thư mục không còn",
    errno.EDQUOT: "đã hết dung lượng được cấp",
    errno.EFBIG: "tệp quá lớn so với giới hạn của máy",
}
NO_LIBYAML = (
    "Gói PyYAML trên máy này thiếu phần libyaml. Hãy cài lại: pip install --force-reinstall pyyaml"
)
INTERRUPTED = "Đã dừng."

HELP = "Hiện hướng dẫn này rồi thoát."

# The framework speaks English; its few sentences are told here. A test sees that none is left.
_PAGE = (
    ("Usage: ", "Cách dùng: "),
    ("Options:", "Tùy chọn:"),
    ("Arguments:", "Tham số:"),
    ("Commands:", "Các lệnh:"),
    ("[required]", "[bắt buộc]"),
    ("[default:", "[mặc định:"),
)
OPTIONS, COMMANDS = "[TÙY CHỌN]", "LỆNH [THAM SỐ]..."
# What stands after an option in its help; the framework would name a type of Python.
METAVAR = {
    "workspace": "THƯ_MỤC",
    "output": "THƯ_MỤC",
    "period": "KỲ",
    "as_of": "NGÀY",
    "days": "SỐ_NGÀY",
    "folder": "[THƯ_MỤC]",
    "name": "TÊN",
    "abbreviation": "CHỮ",
    "parent": "TÊN",
    "place": "TÊN",
    "position": "CHỨC_VỤ",
    "signatory": "HỌ_TÊN",
    "title": "TÊN",
    "horizon": "KỲ",
    "departments": "TÊN,…",
    "ics": "TỆP",
    "department": "MÃ",
    "kind": "LOẠI",
    "group": "MÃ",
    "focus": "MÃ",
    "only": "MÃ,…",
    "fail_on": "MÃ,…",
    "form": "DẠNG",
    "value": "SỐ",
    "numerator": "SỐ",
    "denominator": "SỐ",
    "part": "TÊN",
    "not_applicable": "LÝ_DO",
    "state": "TÌNH_TRẠNG",
    "completed": "NGÀY",
    "percent": "SỐ",
    "spent": "SỐ_TIỀN",
    "product": "CHỮ",
    "reason": "LÝ_DO",
    "held": "SỐ",
    "note": "CHỮ",
    "file": "TÊN",
    "waive": "MÃ=LÝ_DO",
    "by": "HỌ_TÊN",
    "list_file": "TỆP",
    "map_file": "TỆP",
    "item": "MÃ",
    "export": "THƯ_MỤC",
    "cache": "THƯ_MỤC",
}
_ERRORS = (
    (r"No such option: (\S+) Did you mean (.*)\?", r"Không có tùy chọn {0}. Có phải: {1}?"),
    (r"No such option: (\S+)", r"Không có tùy chọn {0}."),
    (r"No such option: (\S+) \(Possible options: (.*)\)", r"Không có tùy chọn {0}. Có phải: {1}?"),
    (r"No such command '(.*?)'\. Did you mean (.*)\?", r"Không có lệnh {0}. Có phải: {1}?"),
    (r"No such command '(.*?)'\.", r"Không có lệnh {0}."),
    (r"Missing argument '(.*?)'\.?", r"Thiếu {0}."),
    (r"Missing option '(.*?)'\.?", r"Thiếu tùy chọn {0}."),
    (r"Missing command\.", r"Thiếu tên lệnh."),
    (r"Option '(.*?)' requires an argument\.", r"Tùy chọn {0} cần một giá trị theo sau."),
    (r"Option '(.*?)' does not take a value\.", r"Tùy chọn {0} không nhận giá trị."),
    (r"Got unexpected extra argument(?:\(s\)|s)? \((.*)\)", r"Thừa tham số: {0}."),
)
NOT_UNDERSTOOD = "Lệnh viết chưa đúng."
NO_PACKAGE = "Máy này thiếu gói {name}. Hãy cài lại kehoach: pip install --force-reinstall kehoach"
# What a library that is not there is for, and the extra that brings it.
_WORD, _EXCEL = ("office", "lập báo cáo Word"), ("office", "lập và đọc phiếu Excel")
EXTRA = {
    "icalendar": ("calendar", "ghi tệp lịch"),
    **dict.fromkeys(("docx", "docxtpl", "lxml"), _WORD),
    "openpyxl": _EXCEL,
    "duckdb": ("columnar", "ghi bảng dài Parquet"),
}
NO_EXTRA = 'Máy này thiếu gói {name} để {purpose}. Hãy cài: pip install "kehoach[{extra}]"'
TRY_HELP = "Xem cách dùng: {command} --help"


def page(english: str) -> str:
    """A help page with the framework's own words in Vietnamese."""
    for words, vietnamese in _PAGE:
        english = english.replace(words, vietnamese)
    # The framework puts the name of an argument in braces.
    return re.sub(r"\{(\w+)\}", r"\1", english)


def error(english: str) -> str:
    """One of the framework's errors in Vietnamese."""
    for pattern, vietnamese in _ERRORS:
        if match := re.fullmatch(pattern, english.strip()):
            # The framework quotes the commands that it names, and not the options.
            return vietnamese.format(*(group.replace("'", "") for group in match.groups()))
    return NOT_UNDERSTOOD


def disk_reason(error: OSError) -> str:
    """Why the disk refused."""
    return _DISK_REASON.get(error.errno or 0, "máy báo lỗi")
