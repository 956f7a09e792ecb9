"""What the report says where the templates alone cannot: what it is about, and what is missing."""

from collections.abc import Iterable, Iterator

from kehoach.outline import Kind
from kehoach.plan import Basis
from kehoach.wording import screen, terms

SECTION = {
    "reason": "Lý do, nội dung báo cáo",
    "direction": "Công tác lãnh đạo, chỉ đạo",
    "highlights": "Kết quả nổi bật",
    "shortcomings": "Tồn tại, hạn chế",
    "causes.objective": "Nguyên nhân khách quan",
    "causes.subjective": "Nguyên nhân chủ quan",
    "next": "Phương hướng kỳ tới",
    "proposals": "Kiến nghị, đề xuất",
}
OF_DEPARTMENT = "Phần việc của bộ phận: {name}"
OF_ITEMS = "Các mục: {ids}"
NO_AREA = "Chưa xếp lĩnh vực"
_SUBJECT = {
    Kind.HALF_YEAR: "Kết quả {period} thực hiện {title}",
    Kind.YEAR: "Kết quả {period} thực hiện {title}",
    Kind.FOCUS: "Kết quả rà soát {period} theo các lĩnh vực trọng tâm của {title}",
    Kind.STAGE: "Tổng kết {period} thực hiện {title}",
    Kind.AD_HOC: "Tình hình đột xuất, tính đến ngày {as_of}, trong thực hiện {title}",
}
_RULE = "{shares}: số liệu phục vụ đánh giá theo {title}, số {number}"
LEGAL_BASIS = "văn bản"
_IN_FORCE = ", có hiệu lực từ {day}"


def subject(kind: Kind, period: str, as_of: str, title: str) -> str:
    """What a report is about, as it stands under BÁO CÁO."""
    return _SUBJECT[kind].format(period=period, as_of=as_of, title=title)


def rules(bases: Iterable[Basis]) -> Iterator[str]:
    """The legal bases that the shares of the scorecards serve, as the catalogue dates them."""
    for basis in bases:
        if basis.serves:
            shares = ", ".join(screen.SCORE_COLUMNS[share].lower() for share in basis.serves)
            told = _RULE.format(
                shares=shares[:1].upper() + shares[1:],
                number=basis.number,
                title=basis.title or LEGAL_BASIS,
            )
            since = basis.in_force_from
            yield told + (_IN_FORCE.format(day=terms.day(since)) if since else "") + "."
