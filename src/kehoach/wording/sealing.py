"""What `seal` and `reopen` say: why a period can't be signed, and what was signed."""

from collections.abc import Mapping, Sequence
from datetime import date

from kehoach.period import Period
from kehoach.readiness import Found, Obstacle
from kehoach.seal import Sealed, Signature, Unlike
from kehoach.wording import screen, terms

_REFUSED = "Chưa ký chốt được kỳ {period}, còn {count} việc phải làm:"
_ERRORS = "Sửa {count} lỗi nêu ở trên."
_OBSTACLE = {
    Obstacle.NO_ENTRY: "Chưa có tệp data/progress/{about}.yaml: ghi số liệu của kỳ vào đó.",
    Obstacle.NOT_OVER: "Kỳ này chưa hết: ký từ ngày chốt {about} trở đi.",
    Obstacle.SAMPLE: "Còn số liệu minh họa (sample: true): thay bằng số thật rồi bỏ dòng ấy ở {about}.",
    Obstacle.HALVES_OPEN: "Ký chốt các kỳ 6 tháng trước: {about}.",
    Obstacle.FIGURES: "Chưa có số liệu đến kỳ đo: {about}.",
    Obstacle.TASKS: "Nhiệm vụ chưa báo cáo trong kỳ: {about}.",
    Obstacle.ROUTINES: "Hoạt động định kỳ chưa ghi số lần: {about}.",
    Obstacle.UNWRITTEN: "Lời văn của báo cáo còn “…”: {about}. Mục nào không có gì thì viết “Không có”.",
    Obstacle.WAIVER_UNKNOWN: "--waive nêu mã không có trong danh mục: {about}.",
    Obstacle.WAIVER_NEEDLESS: "--waive nêu mục không thiếu gì, bỏ đi: {about}.",
}
_WAIVABLE = (Obstacle.FIGURES, Obstacle.TASKS, Obstacle.ROUTINES)
_WAIVE = 'Mục thiếu có lý do thì ký kèm lý do, ví dụ: --waive "{example}=lý do"'
_SEALED = "Đã ký chốt kỳ {period}: {by}, ngày {day}, mã {mark}."
_SEALED_WITH = "Chấp nhận thiếu {id}: {reason}"
_KEEP = 'Lưu vào git: git add data && git commit -m "Ký chốt {period}"'
_PRINT = "Lập báo cáo để ký: kehoach report --period {period}"
_CHANGE = 'Từ nay sửa số liệu của kỳ này là lỗi, cho đến khi chạy: kehoach reopen {period} --reason "lý do"'
NOT_COMMITTED = "Lưu ý: trong data/ có thay đổi chưa lưu vào git; hãy lưu cùng với tệp ký chốt.\n"
NO_GIT = (
    "Lưu ý: thư mục này chưa có git nên không giữ được ai đã sửa gì; hãy sao lưu thư mục data/.\n"
)
_REOPENED = "Đã mở lại kỳ {period} (ký chốt ngày {day}, mã {mark})."
_AGAIN = "Sửa xong thì ký chốt lại: kehoach seal {period}"
_SAME = {
    "content": ("Số liệu", "đúng như khi ký", "ĐÃ KHÁC khi ký, chạy kehoach check để xem chỗ khác"),
    "result": (
        "Kết quả đánh giá",
        "đúng như khi ký",
        "ĐÃ KHÁC khi ký, chạy kehoach check để xem mục nào",
    ),
    "catalogue": (
        "Danh mục",
        "đúng như khi ký",
        "ĐÃ KHÁC khi ký, chạy kehoach check để xem mục nào",
    ),
}
_SAME_REPORT = "  Báo cáo: lập lại đúng như bản đã ký\n"
_UNLIKE_REPORT = "  Báo cáo: lập lại KHÁC bản đã ký ({why})\n"
_NOT_AS_SIGNED = "Báo cáo này không ghi “đã ký chốt” vì khác bản đã ký: {why}.\n  • {step}\n"
_SIGN_AGAIN = 'đổi thật thì mở lại và ký lại: kehoach reopen {period} --reason "lý do"'
_STEP = {
    Unlike.DAY: "Muốn có bản đã ký thì lập lại với --as-of {cutoff}",
    Unlike.CONTENT: "Xem đã đổi ở đâu: kehoach check, kehoach seal {period} --verify",
    Unlike.ORDER: f"kehoach check nêu mục nào đã chuyển chỗ. Xếp lại như lúc ký; {_SIGN_AGAIN}",
    Unlike.FORM: f"Dùng lại mẫu (templates/) và phiên bản lúc ký; {_SIGN_AGAIN}",
    Unlike.UNKNOWN: f"Dùng lại danh mục, mẫu (templates/) và phiên bản lúc ký; {_SIGN_AGAIN}",
}


def refused(period: Period, found: Sequence[Found], *, errors: int) -> str:
    """Every reason why a period can't be signed, with what to do, a line each."""
    lines = [_ERRORS.format(count=errors)] if errors else []
    lines += [_OBSTACLE[one.obstacle].format(about=_about(one)) for one in found]
    waivable = [one for one in found if one.obstacle in _WAIVABLE]
    told = [_REFUSED.format(period=period, count=len(lines)), *(f"  • {line}" for line in lines)]
    if waivable:
        told.append(_WAIVE.format(example=waivable[0].about[0]))
    return "\n".join(told)


def _about(found: Found) -> str:
    if found.obstacle is Obstacle.NOT_OVER:
        return terms.day(date.fromisoformat(found.about[0]))
    return ", ".join(found.about)


def sealed(period: Period, signed: Sealed) -> str:
    """What was signed, and what to do with it."""
    waived = [_SEALED_WITH.format(id=one, reason=why) for one, why in signed.waivers.items()]
    steps = [
        _KEEP.format(period=period),
        _PRINT.format(period=period),
        _CHANGE.format(period=period),
    ]
    return _signature(_SEALED, period, signed) + "".join(f"  • {line}\n" for line in waived + steps)


def reopened(period: Period, signed: Signature) -> str:
    """What was taken back, and what to do afterwards."""
    return _signature(_REOPENED, period, signed) + f"  • {_AGAIN.format(period=period)}\n"


def not_as_signed(period: Period, cutoff: date, why: Unlike) -> str:
    """Why a report doesn't carry the mark of the one that was signed, and what to do."""
    step = _STEP[why].format(period=period, cutoff=terms.day(cutoff))
    return _NOT_AS_SIGNED.format(why=screen.UNLIKE[why], step=step)


def verified(
    period: Period, signed: Signature, same: Mapping[str, bool], why: Unlike | None
) -> str:
    """Whether what there is now is what was signed; `why` the report isn't."""
    lines = [
        f"  {name}: {kept if same[key] else changed}\n"
        for key, (name, kept, changed) in _SAME.items()
    ]
    lines.append(_UNLIKE_REPORT.format(why=screen.UNLIKE[why]) if why else _SAME_REPORT)
    return _signature(_SEALED, period, signed) + "".join(lines)


def _signature(sentence: str, period: Period, signed: Signature) -> str:
    day = terms.day(signed.at.date())
    return sentence.format(period=period, by=signed.by, day=day, mark=signed.mark) + "\n"
