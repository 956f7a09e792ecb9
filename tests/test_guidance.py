"""The sentence on top of a report's page: counts alone, those outside the school apart."""

from kehoach.guidance import verdict
from kehoach.view import status_view
from support import Tree, entry, evaluated, indicator, plan, task


def told(tree: Tree, *entries: Tree) -> str:
    return verdict(status_view(evaluated(tree, *entries, at="2026H1")))


def test_what_is_on_course_late_and_to_do_is_counted() -> None:
    tree = plan(
        indicators=[
            indicator(id="CT-1", target={"at_least": 1, "each": "year"}),
            indicator(id="CT-2", target={"at_least": 5, "by": "2026H1"}),
            indicator(id="CT-3"),
        ],
        tasks=[
            task(id="NV-1", deadline="Quý I năm 2026"),
            task(id="NV-2", deadline="Quý I năm 2026", lead=["ubnd-xa"]),
        ],
    )
    seen = {"CT-1": {"value": 1}, "CT-2": {"value": 3}, "CT-3": {"value": 2}}
    assert told(tree, entry("2026H1", indicators=seen)) == (
        "1/3 chỉ tiêu đúng hướng (vượt, đạt hoặc đúng tiến độ), 1 chỉ tiêu chậm, có nguy cơ hoặc không đạt; "
        "1 nhiệm vụ quá hạn (ngoài ra 1 của bên ngoài trường); 2 việc cần xử lý (ngoài ra 1 của bên ngoài trường)."
    )


def test_a_count_of_nothing_is_said_in_words() -> None:
    tree = plan(indicators=[indicator(target={"at_least": 1, "each": "year"})])
    assert told(tree, entry("2026H1", indicators={"CT-1": {"value": 1}})) == (
        "1/1 chỉ tiêu đúng hướng (vượt, đạt hoặc đúng tiến độ); không có việc nào phải xử lý."
    )
    assert told(plan()) == "Không có việc nào phải xử lý."


def test_what_only_others_have_to_do_is_not_put_on_the_school() -> None:
    tree = plan(tasks=[task(deadline="Quý I năm 2026", lead=["ubnd-xa"])])
    assert told(tree) == (
        "Không có nhiệm vụ nào quá hạn (ngoài ra 1 của bên ngoài trường); "
        "không có việc nào phải xử lý (ngoài ra 1 của bên ngoài trường)."
    )
