"""What may be wrong with a school's own template: Jinja says it in English."""

import re

_SAID = (
    (r"'(?P<name>.+?)' is undefined", "không có “{name}”"),
    (r"'.+' has no attribute '(?P<name>.+?)'", "không có “{name}” ở đây"),
    (r"No filter named '(?P<name>.+?)'.*", "không có bộ lọc “{name}”"),
    (r"No test named '(?P<name>.+?)'.*", "không có phép thử “{name}”"),
    (
        r"Encountered unknown tag '(?P<name>.+?)'.*",
        "không có thẻ “{name}”, hoặc thẻ này đứng sai chỗ",
    ),
    (r"[Uu]nexpected end of template.*", "hết mẫu mà còn thẻ chưa đóng (endif, endfor, …)"),
    (r"expected token '(?P<wanted>.+?)', got '(?P<name>.+?)'", "cần “{wanted}” mà gặp “{name}”"),
    (r"(?:.*: )?unexpected (?:char )?'(?P<name>.+?)'.*", "gặp “{name}” không đúng chỗ"),
    (
        r"access to attribute '(?P<name>.+?)' of .* is unsafe.*",
        "không được dùng “{name}” trong mẫu",
    ),
    (r".*division by zero.*|.*division undefined.*", "chia cho số 0"),
    (r".* is not safely callable", "không được gọi hàm này trong mẫu"),
    (r"result too large", "phép nhân hoặc lũy thừa cho kết quả quá lớn"),
    (r"Range too big.*", "vòng lặp quá dài"),
    (
        r"maximum recursion depth.*|too many .*",
        "mẫu tự gọi lại chính nó, hoặc lồng quá sâu",
    ),
    (r"'utf-8' codec can't decode .*", "tệp không ở dạng UTF-8"),
    (r".*surrogates not allowed.*", "có ký tự không ghi được ra tệp"),
)
_OF_TYPE = {
    "MemoryError": "mẫu cần quá nhiều bộ nhớ",
    "TooLongError": "mẫu chạy quá lâu",
}
_OTHER = "thẻ viết chưa đúng ({said})"
NO_PARTIAL = "không tìm thấy mẫu {name}"


def reason(error: Exception) -> str:
    """One of Jinja's errors in Vietnamese, without a full stop."""
    if told := _OF_TYPE.get(type(error).__name__):
        return told
    said = str(error).strip().rstrip(".")
    for pattern, vietnamese in _SAID:
        if match := re.fullmatch(pattern, said, re.DOTALL):
            return vietnamese.format(**match.groupdict())
    return _OTHER.format(said=said)
