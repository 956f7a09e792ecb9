"""What a cell of the Excel form takes: its rule, the prompt beside it, the word when it refuses."""

from datetime import date

from openpyxl.worksheet.datavalidation import DataValidation

from kehoach.sheet.form import Form, Row, Table
from kehoach.sheet.style import literal
from kehoach.wording import form as words
from kehoach.wording import terms


def rule_of(form: Form, table: Table, row: Row, key: str, cells: dict[str, str]) -> DataValidation:
    """The rule of one answer. `cells` names the cells of its row; a list has no choices yet."""
    blank = row.blanks[key]
    name = f"{key}_free" if row.may_exceed and key == "numerator" else key
    if table.kind == "measures":
        name = "note_of_measure"
    facts = {
        "caption": blank.caption,
        "cutoff": terms.day(form.cutoff),
        "start": terms.day(form.start),
        "longest": words.LONGEST_TEXT,
    }
    error = words.ERROR.get(name, words.ERROR.get(blank.takes, ""))
    rule = _condition(form, row, key, cells)
    rule.allow_blank = rule.showErrorMessage = rule.showInputMessage = True
    rule.promptTitle = words.prompt_title(words.COLUMNS[table.kind][key])
    rule.prompt = literal(words.prompt(words.PROMPT[name].format_map(facts)))
    rule.errorTitle = words.ERROR_TITLE
    rule.error = error.format_map(facts)
    rule.add(cells[key])
    return rule


def _condition(form: Form, row: Row, key: str, cells: dict[str, str]) -> DataValidation:
    match row.blanks[key].takes:
        case "choice":
            return DataValidation("list")
        case "numerator" | "denominator":
            return DataValidation("custom", _of_ratio(row, key, cells))
        case "date":
            start, cutoff = _day(form.start), _day(form.cutoff)
            return DataValidation("date", start, formula2=cutoff, operator="between")
        case "percent":
            return DataValidation("decimal", "0", formula2="1", operator="between")
        case "text":
            longest = str(words.LONGEST_TEXT)
            return DataValidation("textLength", longest, operator="lessThanOrEqual")
        case "number":
            return DataValidation("decimal", "0", operator="greaterThanOrEqual")
        case _:
            return DataValidation("whole", "0", operator="greaterThanOrEqual")


def _of_ratio(row: Row, key: str, cells: dict[str, str]) -> str:
    """A whole number, on its own side of the other number of the ratio where that is given."""
    over, under, cell = cells["numerator"], cells["denominator"], cells[key]
    least = ">=0" if key == "numerator" else ">0"
    within = "" if row.may_exceed else f',OR({over}="",{under}="",{over}<={under})'
    return f"IF(ISNUMBER({cell}),AND({cell}=INT({cell}),{cell}{least}{within}),FALSE)"


def _day(day: date) -> str:
    return f"DATE({day.year},{day.month},{day.day})"
