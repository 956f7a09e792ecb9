"""What two places in the files say together: one function a rule, all of them in `CHECKS`.

A rule takes the typed data and yields problems; it never raises and never repairs. What a single
value says by itself is refused earlier, by its field.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from kehoach.check import catalogue, entries, figures, seals
from kehoach.check.data import Checked, EvidenceFound
from kehoach.load import Data
from kehoach.problem import Code, Problem, Severity

Check = Callable[[Checked], Iterator[Problem]]

_ASKS_FOR_A_VALUE = (
    Code.MISSING_KEY,
    Code.BLANK,
    Code.REASON_MISSING,
    Code.DONE_WITHOUT_DATE,
)

CHECKS: tuple[Check, ...] = (
    catalogue.ids_are_unique,
    catalogue.references_exist,
    catalogue.a_list_names_nothing_twice,
    catalogue.items_stand_in_a_group_of_their_kind,
    catalogue.targets_and_parts_fit_the_measure,
    catalogue.values_fit_the_measure,
    catalogue.milestones_come_before_the_target,
    catalogue.a_known_point_is_one,
    catalogue.deadlines_lie_in_the_horizon,
    catalogue.periods_lie_in_the_horizon,
    catalogue.a_retirement_names_its_decision,
    catalogue.known_tensions,
    catalogue.names_are_spelt_one_way,
    entries.file_is_named_like_its_period,
    entries.period_lies_in_the_horizon,
    entries.figures_come_from_half_years,
    entries.ids_are_in_the_catalogue,
    entries.no_item_stands_in_two_files,
    entries.tasks_tell_what_their_state_asks_for,
    entries.a_routine_is_not_held_too_often,
    entries.spent_never_falls,
    entries.spent_stays_within_the_budget,
    entries.evidence_can_be_found,
    figures.no_figure_after_retirement,
    figures.figures_come_when_they_are_measured,
    figures.figures_fit_the_measure,
    seals.a_seal_has_its_entry,
    seals.what_was_signed_stays,
    seals.the_signed_result_stays,
    seals.the_signed_catalogue_stays,
    seals.the_signed_order_stays,
    seals.what_a_signed_period_draws_on_stays,
)


def check(data: Data, evidence_found: EvidenceFound) -> tuple[Problem, ...]:
    """All problems of the data, those of reading included, in the order of their places.

    Of a broken file the rules see what is left. They need a catalogue: where none can be read,
    only the problems of reading are known.
    """
    left = data.remains
    plan, document = data.plan or left.plan, data.plan_document or left.plan_document
    if plan is None or document is None:
        return tuple(_told_once(data.problems))
    files = sorted((*data.files, *left.files), key=lambda file: file.document.path)
    checked = Checked(
        plan=plan,
        document=document,
        files=tuple(files),
        evidence_found=evidence_found,
        written=left.names,
        entries=data.entries,
        seals=data.seals,
        unread=frozenset(p.path for p in data.problems if p.severity is Severity.ERROR),
    )
    found: Iterable[Problem] = (problem for rule in CHECKS for problem in rule(checked))
    return tuple(_told_once(sorted((*data.problems, *found))))


def _told_once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Where a `#` made a comment of a value, and the value is asked for, that is one problem."""
    problems = tuple(problems)
    hidden = {
        (one.path, one.line)
        for one in problems
        if one.code is Code.CUT_BY_COMMENT and one.details.get("form") == "whole"
    }
    asked = {(one.path, one.line) for one in problems if one.code in _ASKS_FOR_A_VALUE} & hidden
    for one in problems:
        if (one.path, one.line) not in asked:
            yield one
        elif one.code is not Code.CUT_BY_COMMENT:
            yield replace(one, details={**one.details, "comment": ""})
