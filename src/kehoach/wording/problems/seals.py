"""Problems of what was signed off: a sentence and a hint for each code."""

from kehoach.problem import Code

_UNDO = 'trả lại như cũ; nếu phải sửa thật thì chạy: kehoach reopen {period} --reason "lý do"'

SENTENCES: dict[Code, tuple[str, str]] = {
    Code.SEAL_BROKEN: (
        "tệp ký chốt hỏng, bị mất, hoặc đã bị sửa tay",
        "tệp này chỉ do kehoach ghi; lấy lại bản đã lưu: git restore {path}",
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
    Code.SEALED_BEFORE_ITEM: (
        "{value} mới có trong danh mục sau khi ký chốt kỳ {periods}",
        "báo cáo lập lại của kỳ ấy có thêm mục này so với bản đã ký; biết vậy là được",
    ),
}
