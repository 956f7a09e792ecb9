"""Problems of one file by itself: its text, its YAML, its keys and values: a sentence and a hint for each code.

A sentence says what is wrong, in lower case and without a full stop; a hint says what to do. The
braces are filled from the problem's details.
"""

from kehoach.problem import Code

_NUMBER = "viết như 98, 97,5 hoặc 1.234.000, không kèm đơn vị; chưa có số liệu thì để trống"

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
        "{file}",
    ),
    Code.NOT_TEXT: (
        "đây là tệp Word, Excel, PDF hoặc ảnh, không phải tệp văn bản",
        "chuyển tệp này ra ngoài thư mục số liệu; nếu đã ghi đè lên số liệu thì lấy lại bản cũ bằng git restore",
    ),
    Code.NOT_UTF8: (
        "tệp không ở dạng UTF-8{encoding}",
        "mở tệp, chọn “Lưu với mã hóa” (Save with Encoding) và lưu lại dưới dạng UTF-8",
    ),
    Code.BAD_CHARACTER: (
        "có ký tự không nhìn thấy: {character}",
        "xóa ký tự ở đúng vị trí này rồi gõ lại; nó thường đến khi dán từ Word hoặc trang web",
    ),
    Code.OLD_FONT: (
        "“{value}” gõ bằng phông chữ cũ (TCVN3, VNI)",
        "gõ lại bằng Unicode, hoặc chuyển mã sang Unicode rồi dán lại",
    ),
    Code.CONFLICT_MARKER: (
        "còn dấu xung đột của git",
        "giữ lại phần đúng, xóa các dòng <<<<<<<, =======, >>>>>>> rồi lưu lại",
    ),
    Code.BAD_FILE_NAME: (
        "tên tệp không theo kỳ nào",
        "số liệu chỉ đọc từ tệp tên theo kỳ, đuôi .yaml viết thường, như 2026H1.yaml (hoặc 2026H1/to-vp.yaml); tệp khác thì để ra ngoài data/progress",
    ),
    Code.SYNTAX: (
        "không hiểu được cách viết ở đây",
        "so với một mục tương tự ở trên: dấu hai chấm, dấu ngoặc, dấu nháy, thụt đầu dòng",
    ),
    Code.TAB: (
        "có dấu tab ở chỗ cần dấu cách",
        "thay dấu tab bằng dấu cách (mỗi bậc thụt vào hai dấu cách)",
    ),
    Code.CLOSED_TOO_EARLY: (
        "còn chữ sau dấu {character} đóng",
        "nếu dấu ấy là một phần của câu thì đặt cả câu trong nháy đơn '…', dấu ' bên trong viết hai lần: ''; nếu là chữ thừa thì xóa",
    ),
    Code.EXTRA_BRACKET: (
        "dấu {character} thừa, hoặc không khớp với dấu ngoặc mở",
        "xóa dấu này, hoặc đổi cho khớp: {{ với }}, [ với ]",
    ),
    Code.UNCLOSED_QUOTE: (
        "dấu nháy mở ở đây mà không đóng",
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
    Code.INDENT_CHARACTER: (
        "dòng này thụt vào bằng {character}, không phải dấu cách thường",
        "xóa khoảng trống đầu dòng rồi gõ lại bằng dấu cách; nó thường đến khi dán từ Word hoặc trang web",
    ),
    Code.BAD_DASH: (
        "gạch đầu dòng viết sai",
        "mỗi mục của danh sách bắt đầu bằng dấu - và một dấu cách: “- ”",
    ),
    Code.JOINED_LINES: (
        "dòng này bị nối vào dòng trên thành một câu",
        "nếu là mục riêng thì căn thẳng với mục trên và bắt đầu bằng “- ”; nếu là phần tiếp của câu thì bỏ dấu ở đầu dòng",
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
        'chữ có dấu hai chấm bên trong thì đặt cả câu trong dấu nháy "…"; nếu không thì căn lại dòng',
    ),
    Code.MISSING_COLON: (
        "dòng này thiếu dấu hai chấm",
        "viết “khóa: giá trị”; nếu là phần tiếp của câu ở trên thì thụt vào sâu hơn dòng trên",
    ),
    Code.NO_SPACE_AFTER_COLON: (
        "thiếu dấu cách sau dấu hai chấm",
        "viết “khóa: giá trị”, có một dấu cách sau dấu hai chấm",
    ),
    Code.COMMA_IN_BRACES: (
        "trong ngoặc {{ }} dấu phẩy ngăn hai mục, nên “{value}” bị tách ra",
        'đặt cả số hoặc cả câu trong dấu nháy, như "1,5"; số tiền thì dùng dấu chấm, như 48.000.000',
    ),
    Code.DUPLICATE_KEY: (
        "“{key}” đã có ở dòng {line}",
        "giữ lại một chỗ, xóa chỗ kia; chương trình không tự chọn",
    ),
    Code.KEY_NOT_TEXT: (
        "tên khóa phải là chữ, không phải danh sách hay nhóm",
        "viết “khóa: giá trị”; câu bắt đầu bằng dấu ngoặc hoặc dấu ? thì đặt trong dấu nháy",
    ),
    Code.ANCHOR: (
        "không dùng cách chép giá trị của YAML: neo (&), tham chiếu (*), gộp (<<)",
        "viết lại giá trị đầy đủ ở đây; chữ bắt đầu bằng & hoặc * thì đặt trong dấu nháy",
    ),
    Code.TAG: (
        "không dùng thẻ kiểu của YAML ({tag})",
        "xóa phần bắt đầu bằng !; chữ bắt đầu bằng ! thì đặt trong dấu nháy",
    ),
    Code.SEVERAL_DOCUMENTS: (
        "một tệp chỉ được có một tài liệu",
        "xóa dòng --- hoặc ... này, hoặc chuyển phần sau nó sang tệp khác",
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
        "thiếu “{name}”{called}",
        "thêm “{name}: …” vào mục này",
    ),
    Code.UNKNOWN_KEY: (
        "không có khóa “{name}” ở đây",
        "{near}các khóa dùng được: {allowed}",
    ),
    Code.SECTION_INSIDE: (
        "“{name}” là một phần riêng, mà đang nằm trong phần khác",
        "đưa dòng này ra sát lề trái, và các dòng của phần ấy theo nó",
    ),
    Code.STRAY_KEY: (
        "“{name}” đứng ngoài mục của nó",
        "thụt dòng này vào cho thẳng với các khóa của mục ở trên, hoặc đưa vào trong ngoặc của mục ấy",
    ),
    Code.WRONG_SHAPE: ("{shape}", "{shape_hint}"),
    Code.BLANK: (
        "mục này để trống",
        "ghi giá trị, hoặc xóa mục này",
    ),
    Code.NOT_A_CHOICE: (
        "“{value}” không nằm trong các giá trị cho phép",
        "{meant}{choices}",
    ),
    Code.BAD_NUMBER: (
        "“{value}” không phải là số",
        _NUMBER,
    ),
    Code.AMBIGUOUS_NUMBER: (
        "“{value}” có hai cách hiểu: {decimal} hoặc {thousands}",
        'viết "{decimal}" trong dấu nháy nếu là số thập phân, {thousands} nếu dấu chấm ngăn hàng nghìn',
    ),
    Code.BAD_AMOUNT: (
        "“{value}” không phải là số tiền",
        'viết như 50 triệu đồng, "1,5 tỷ đồng" hoặc 23.570.000.000',
    ),
    Code.AMBIGUOUS_AMOUNT: (
        "“{value}” chưa rõ là bao nhiêu đồng",
        "viết liền các chữ số như {plain}, hoặc dùng nghìn, triệu, tỷ như 500 nghìn đồng",
    ),
    Code.AMOUNT_NOT_WHOLE: (
        "“{value}” lẻ dưới một đồng",
        "viết số tiền tròn đồng; kiểm tra đơn vị nghìn, triệu, tỷ",
    ),
    Code.BAD_DATE: (
        "“{value}” không phải là một ngày",
        "viết ngày/tháng/năm như 12/06/2026, hoặc 2026-06-12; kiểm tra tháng đó có ngày này không",
    ),
    Code.BAD_PERIOD: (
        "“{value}” không phải là kỳ dùng được ở đây",
        "viết như 2026H1 (nửa năm đầu), 2026 (cả năm) hoặc 2026-2030 (giai đoạn)",
    ),
    Code.BAD_DEADLINE: (
        "không hiểu thời hạn “{value}”",
        "viết như Năm 2026, Quý II năm 2026, Giai đoạn 2026-2030, 2026H1 hoặc 30/06/2026",
    ),
    Code.BAD_COUNT: (
        "“{value}” không phải là số đếm",
        "viết một số nguyên không âm, như 0, 1, 6, không kèm đơn vị",
    ),
    Code.BAD_ANSWER: (
        "“{value}” không phải là có hoặc không",
        "viết có hoặc không, đủ dấu",
    ),
    Code.BAD_ID: (
        "“{value}” không dùng làm mã được",
        "{near}mã chỉ gồm chữ cái không dấu, chữ số, dấu chấm, gạch ngang và gạch dưới, như CT-4.3a; nhiều mã thì ngăn bằng dấu phẩy",
    ),
    Code.TYPOGRAPHY_IN_CODE: (
        "trong “{value}” có {character}, không phải ký tự gõ từ bàn phím",
        "xóa ký tự đó rồi gõ lại bằng bàn phím; nó thường đến khi dán từ Word",
    ),
}

HIDDEN_BY_COMMENT = (
    "phần sau dấu # bị coi là chú thích: bỏ dấu # đi, hoặc đặt cả giá trị trong dấu nháy"
)

VARIANTS: dict[tuple[Code, str], tuple[str, str]] = {
    (Code.BAD_FILE_NAME, "seal"): (
        "tên tệp không theo kỳ nào",
        "ký chốt chỉ đọc từ tệp tên theo kỳ, đuôi .json viết thường, như 2026H1.json; tên bị đổi thì đổi lại, tệp khác thì để ra ngoài data/sealed",
    ),
    (Code.BAD_CHARACTER, "escape"): (
        "trong dấu nháy có ký tự không nhìn thấy, viết bằng dấu \\: {character}",
        "xóa phần bắt đầu bằng dấu \\ ấy",
    ),
    (Code.CUT_BY_COMMENT, "whole"): (
        "phần sau dấu # bị coi là chú thích nên chỗ này để trống",
        "nếu # thuộc về giá trị thì đặt cả giá trị trong dấu nháy; nếu là chú thích thì viết một dấu cách sau #",
    ),
    (Code.UNKNOWN_KEY, "section"): (
        "không có khóa “{name}” ở đây",
        "“{name}” là khóa của phần {section}: chuyển cả mục này sang đó",
    ),
    (Code.MISSING_KEY, "blank"): (
        "chưa ghi “{name}”{called}",
        "ghi giá trị ngay sau “{name}: ”",
    ),
    (Code.BLANK, "ids"): (
        "danh sách này để trống",
        "ghi ít nhất một mã, như [bgh]",
    ),
    (Code.MISSING_COLON, "key"): (
        "thiếu dấu hai chấm sau “{value}”",
        "viết “{value}: …”, có một dấu cách sau dấu hai chấm",
    ),
    (Code.NEEDS_QUOTES, "percent"): (
        "dấu % đứng trước con số",
        "viết dấu % sau con số, như 40%",
    ),
    (Code.NEEDS_QUOTES, "comparison"): (
        "không viết dấu so sánh trước con số",
        "chỉ ghi con số; phép so sánh của mục tiêu là tên khóa: at_least (từ … trở lên), more_than (trên), at_most (không quá), less_than (dưới)",
    ),
    (Code.STRAY_KEY, "below"): (
        "“{name}” phải nằm trong “{of}” ở trên",
        "thụt dòng này và các dòng sau của “{of}” vào hai dấu cách",
    ),
    (Code.BAD_ID, "part"): (
        "“{value}” không dùng làm mã được",
        "ghi “{part}” trong parts của {whole}, như {whole}: {{parts: {{{part}: …}}}}",
    ),
    (Code.CLOSED_TOO_EARLY, "comma"): (
        "thiếu dấu phẩy trước mục này",
        "ngăn các mục trong ngoặc bằng dấu phẩy",
    ),
    (Code.CLOSED_TOO_EARLY, "item"): (
        "hai mục trên một dòng",
        "viết mục này xuống dòng mới, thẳng với mục trên",
    ),
    (Code.COLON_IN_TEXT, "nested"): (
        "hai khóa trên một dòng",
        "đặt phần sau trong ngoặc nhọn: {key}: {{{inner}: …}}",
    ),
    (Code.NEEDS_QUOTES, "dash"): (
        "chữ bắt đầu bằng - phải đặt trong dấu nháy",
        'viết "…" quanh cả giá trị; nếu là danh sách thì xuống dòng, mỗi mục một dòng bắt đầu bằng “- ”',
    ),
    (Code.COLON_IN_TEXT, "flow"): (
        "thừa dấu hai chấm, hoặc thiếu dấu phẩy ở trước",
        'ngăn các mục trong ngoặc bằng dấu phẩy; chữ có dấu hai chấm bên trong thì đặt trong dấu nháy "…"',
    ),
    (Code.COLON_IN_TEXT, "sentence"): (
        "dấu hai chấm tách câu này thành hai phần",
        'đặt cả câu trong dấu nháy "…"',
    ),
    (Code.DUPLICATE_KEY, "dash"): (
        "mục này lặp lại “{key}” của mục bắt đầu ở dòng {line}",
        "thêm “- ” ở đầu mục mới, căn thẳng với dấu - của mục trên",
    ),
    (Code.DUPLICATE_KEY, "item"): (
        "“{key}” đã có ở dòng {line}, trong cùng một mục",
        "nếu từ đây là mục mới thì thêm dòng “- {first}: …” ở đầu mục ấy; nếu không thì giữ lại một chỗ, xóa chỗ kia",
    ),
    (Code.BAD_NUMBER, "reading"): (
        "“{value}” không phải là số",
        "{near}chỉ tiêu là số thì viết như 98 hoặc 97,5, không kèm đơn vị; mức độ thì viết số của mức; có/không thì viết có hoặc không; chưa có số liệu thì để trống",
    ),
    (Code.BAD_ANSWER, "figure"): (
        "“{value}” không phải là có hoặc không",
        "viết có hoặc không, đủ dấu; chưa có số liệu thì để trống",
    ),
    (Code.BAD_NUMBER, "percent"): (
        "“{value}” là phần trăm, mà ở đây cần con số đếm được",
        "ghi hai số đã đếm; phần trăm do chương trình tính",
    ),
    (Code.UNKNOWN_KEY, "parts"): (
        "không có khóa “{name}” ở đây",
        "nếu “{name}” là một thành phần thì đưa vào trong parts; các khóa dùng được: {allowed}",
    ),
    (Code.BAD_NUMBER, "two"): (
        "“{value}” là hai số",
        "ghi riêng từng số: tử số ở numerator, mẫu số ở denominator",
    ),
    (Code.BAD_NUMBER, "long"): (
        "số dài quá {most} chữ số",
        "kiểm tra có dán nhầm hay thừa chữ số không",
    ),
    (Code.BAD_PERIOD, "year"): (
        "“{value}” không phải là một năm",
        "viết bốn chữ số, như 2045",
    ),
    (Code.BAD_DATE, "day"): (
        "cần ngày và tháng mà năm nào cũng có, không phải “{value}”",
        "viết như 14/06, không ghi năm; kiểm tra tháng đó có ngày này không",
    ),
    (Code.BAD_PERIOD, "half"): (
        "“{value}” không phải là một nửa năm",
        "viết 2026H1 (6 tháng đầu năm) hoặc 2026H2 (6 tháng cuối năm)",
    ),
    (Code.BAD_PERIOD, "reversed"): (
        "“{value}” không phải là kỳ dùng được ở đây",
        "viết năm đầu trước, năm cuối sau, như 2026-2030",
    ),
}
"""Where one code is met at places that ask for different things: by the code and its form."""

_CHARACTERS = {
    "\u0000": "ký tự rỗng",
    "\u0008": "phím xóa lùi",
    "\u000b": "dấu xuống dòng của Word",
    "\u000c": "dấu sang trang",
    "\u001b": "phím Esc",
    "\u007f": "phím xóa",
    "\u00a0": "dấu cách không ngắt",
    "\u00ad": "gạch nối ẩn",
    "\u2007": "dấu cách rộng",
    "\u2009": "dấu cách hẹp",
    "\u200b": "dấu cách ẩn",
    "\u200c": "dấu tách chữ ẩn",
    "\u200d": "dấu nối chữ ẩn",
    "\u2013": "dấu gạch dài",
    "\u2014": "dấu gạch dài",
    "\u2018": "dấu nháy cong",
    "\u2019": "dấu nháy cong",
    "\u201c": "dấu nháy cong",
    "\u201d": "dấu nháy cong",
    "\u2028": "dấu xuống dòng lạ",
    "\u2029": "dấu xuống dòng lạ",
    "\u202f": "dấu cách hẹp",
    "\u2212": "dấu trừ của Word",
    "\u3000": "dấu cách rộng",
    "\ufeff": "dấu đầu tệp (BOM)",
    "\uff1a": "dấu hai chấm rộng",
}
_DIRECTIONS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def character(one: str) -> str:
    """What a character is called; one that is on every keyboard is shown as it is."""
    if one.isascii() and one.isprintable():
        return one
    name = _CHARACTERS.get(one, "dấu đổi chiều chữ" if one in _DIRECTIONS else "ký tự lạ")
    return f"{name} (U+{ord(one):04X})"
