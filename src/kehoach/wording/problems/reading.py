"""Problems of one file by itself: its text, its YAML, its keys and values: a sentence and a hint for each code.

A sentence says what is wrong, in lower case and without a full stop; a hint says what to do. The
braces are filled from the problem's details.
"""

from kehoach.problem import Code

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
    Code.NOT_UTF8: (
        "tệp không ở dạng UTF-8{encoding}",
        "mở tệp, chọn “Lưu với mã hóa” (Save with Encoding) và lưu lại dưới dạng UTF-8",
    ),
    Code.BAD_CHARACTER: (
        "có ký tự không nhìn thấy hoặc ký tự điều khiển {character}",
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
        "{form}",
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
        'chữ có dấu hai chấm bên trong thì đặt trong dấu nháy "…"; trong ngoặc {{ }} thì có thể thiếu dấu phẩy giữa hai mục; nếu không thì căn lại dòng',
    ),
    Code.NO_SPACE_AFTER_COLON: (
        "thiếu dấu cách sau dấu hai chấm",
        "viết “khóa: giá trị”, có một dấu cách sau dấu hai chấm",
    ),
    Code.COMMA_IN_BRACES: (
        "trong ngoặc {{ }} dấu phẩy ngăn hai mục, nên “{value}” bị tách ra",
        'đặt cả số hoặc cả câu trong dấu nháy, như "1,5"',
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
        "{form}",
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
        "{form}; kiểm tra tháng đó có ngày này không",
    ),
    Code.BAD_PERIOD: (
        "“{value}” không phải là kỳ dùng được ở đây",
        "{form}",
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
}
