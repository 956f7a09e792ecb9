"""Problems of what was signed off: a sentence and a hint for each code."""

from kehoach.problem import Code

_PRINTED = "báo cáo lập lại mà khác bản đã ký thì không ghi “đã ký chốt”"
_UNDO = 'trả lại như cũ; nếu phải sửa thật thì chạy: kehoach reopen {period} --reason "lý do"'

SENTENCES: dict[Code, tuple[str, str]] = {
    Code.SEAL_BROKEN: (
        "tệp ký chốt hỏng hoặc đã bị sửa tay",
        "tệp này chỉ do kehoach ghi; {restore}",
    ),
    Code.SEAL_GONE: (
        "mất tệp ký chốt mà git còn giữ",
        "đã ký chốt thì chỉ mở lại bằng kehoach reopen; {restore}",
    ),
    Code.SEAL_MISNAMED: (
        "đây là tệp ký chốt của kỳ {period}, không phải của kỳ như tên tệp",
        "đổi tên tệp thành {right}; nếu đây là bản chép thừa thì xóa đi",
    ),
    Code.SEAL_WITHOUT_ENTRY: (
        "kỳ {period} đã ký chốt mà không còn số liệu",
        "lấy lại data/progress/{period}.yaml từ git; đổi tên tệp nếu đã đổi nhầm",
    ),
    Code.SEALED_CHANGED: (
        "kỳ {period} đã ký chốt mà số liệu bị sửa ({at}): khi ký {was}, nay {now}",
        _UNDO,
    ),
    Code.SEALED_ADDED: (
        "kỳ {period} đã ký chốt mà ghi thêm ({at}): {now}",
        _UNDO,
    ),
    Code.SEALED_REMOVED: (
        "kỳ {period} đã ký chốt mà bỏ bớt ({at}): khi ký {was}",
        _UNDO,
    ),
    Code.SEALED_RESULT_CHANGED: (
        "kết quả đã ký chốt của kỳ {period} thay đổi ({at}): khi ký {was}, nay {now}",
        'trả lại danh mục và số liệu các kỳ trước như lúc ký; mục tiêu mới thì ghi ở revisions; nếu phải sửa thật thì chạy: kehoach reopen {period} --reason "lý do"',
    ),
    Code.SEALED_ITEM_CHANGED: (
        "danh mục đổi sau khi ký chốt kỳ {periods} ({at}): khi ký {was}, nay {now}",
        "trả lại như lúc ký; chỉ tiêu thay bằng chỉ tiêu khác thì dừng mục cũ (retired_from), thêm mục mới; nếu phải sửa thật thì chạy kehoach reopen với từng kỳ ấy",
    ),
    Code.SEALED_NAME_CHANGED: (
        "danh mục đổi sau khi ký chốt kỳ {periods} ({at}): khi ký {was}, nay {now}",
        f"nhầm thì trả lại như lúc ký; đổi thật (người ký, bộ phận …) thì cứ để, {_PRINTED}",
    ),
    Code.SEALED_ORDER_CHANGED: (
        "thứ tự trong danh mục đổi sau khi ký chốt kỳ {periods}: khi ký, {value} đứng ngay sau {after}",
        f"nhầm thì xếp lại như lúc ký; đổi thật thì cứ để, {_PRINTED}",
    ),
    Code.SEALED_EARLIER_CHANGED: (
        "số liệu kỳ {about} đổi sau khi ký chốt kỳ {periods}, là kỳ dựa vào số liệu ấy",
        f"nhầm thì trả lại như cũ; đúng thì cứ để, {_PRINTED} cho đến khi mở lại kỳ ấy và ký lại",
    ),
    Code.SEALED_ITEM_GONE: (
        "{value} đã bị bỏ khỏi danh mục, mà có trong số liệu đã ký chốt của kỳ {periods}",
        "trả lại mục này vào danh mục: chỉ tiêu không theo dõi nữa thì thêm retired_from, nhiệm vụ không làm nữa thì ghi state: cancelled",
    ),
    Code.SEALED_BEFORE_ITEM: (
        "{value} mới có trong danh mục sau khi ký chốt kỳ {periods}",
        "báo cáo lập lại của kỳ ấy có thêm mục này so với bản đã ký; biết vậy là được",
    ),
}
