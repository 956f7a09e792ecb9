"""What the Word report says and reads where its template can't, and what may be wrong with one."""

import re

RULE = r"Đường kẻ dài (\d+)% dòng trên"
"""The alternative text of a rule in the template: how long it is."""

TAGS_CROSS = (
    "các thẻ mở và đóng ({% if %}, {% for %}) không cùng nằm trong một đoạn, một ô hoặc một hàng"
)
TAG_OPEN = "thẻ {{ }} hoặc {% %} chưa đóng trong cùng một đoạn"
TAG_NOT_ALONE = "thẻ {{%{kind} … %}} phải đứng một mình, không có chữ nào khác bên cạnh"
WHOLE_TEMPLATE = "toàn văn"

_UNIT = r"(?:(?:xã|phường|đặc khu|thị trấn|quận|huyện|thị xã|thành phố|tỉnh) )?"


def bound(name: str, place: str) -> str:
    """The name of a body that breaks into lines before its place, and never inside it."""
    whole = re.compile(_UNIT + re.escape(place), re.IGNORECASE)
    return whole.sub(lambda found: found[0].replace(" ", "\N{NO-BREAK SPACE}"), name)


FOREIGN = (
    "mẫu lấy ảnh, tệp từ nơi khác, hoặc có macro, tệp nhúng; bỏ các phần ấy trong Word rồi lưu lại"
)
