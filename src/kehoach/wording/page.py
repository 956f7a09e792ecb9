"""What the report's page says around the formal document, where its templates alone cannot."""

_OFF_COURSE = ", {late} chỉ tiêu chậm, có nguy cơ hoặc không đạt"
_ON_COURSE = "{on_course}/{indicators} chỉ tiêu đúng hướng (vượt, đạt hoặc đúng tiến độ)"
_OVERDUE = "{count} nhiệm vụ quá hạn"
_NONE_OVERDUE = "không có nhiệm vụ nào quá hạn"
_TO_DO = "{count} việc cần xử lý"
_NOTHING_TO_DO = "không có việc nào phải xử lý"
_OUTSIDE = " (ngoài ra {count} của bên ngoài trường)"


def verdict(
    *,
    on_course: int,
    late: int,
    indicators: int,
    tasks: int,
    overdue: int,
    overdue_outside: int,
    to_do: int,
    to_do_outside: int,
) -> str:
    """How a period goes, in one sentence of counts. What it is worth is for people to say."""
    told = []
    if indicators:
        off_course = _OFF_COURSE.format(late=late) if late else ""
        told.append(_ON_COURSE.format(on_course=on_course, indicators=indicators) + off_course)
    if tasks:
        told.append(_counted(_OVERDUE, _NONE_OVERDUE, overdue, overdue_outside))
    told.append(_counted(_TO_DO, _NOTHING_TO_DO, to_do, to_do_outside))
    sentence = "; ".join(told) + "."
    return sentence[0].upper() + sentence[1:]


def _counted(some: str, none: str, own: int, outside: int) -> str:
    told = some.format(count=own) if own else none
    return told + (_OUTSIDE.format(count=outside) if outside else "")
