"""A template as a workbook: the lines with their rules and prompts on one sheet, the help on the second."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Mapping

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.child import INVALID_TITLE_REGEX
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from loaders.files.text import FORMULA_STARTS
from loaders.reading.notation import YEARS
from loaders.template import help as helping
from loaders.template import rules
from loaders.template.lines import Template
from schema import YEAR, Column, Dataset, Key, Label, Measure

MORE_ROWS = 200  # rows under the last line that keep the rules: next year may have more members
NARROWEST, WIDEST = 8, 54  # columns, in the width of a digit; what is longer is wrapped
LONGEST_TITLE, LONGEST_MESSAGE = 32, 225  # characters that Excel takes in a rule's messages
HEADING = PatternFill("solid", fgColor="E4E7EB")
BOLD = Font(name="Calibri", size=11, bold=True)
FAINT = Font(name="Calibri", size=11, italic=True, color="616E7C")
TITLE = Font(name="Calibri", size=14, bold=True)
TOP = Alignment(vertical="top", wrap_text=True)
TOP_LEFT = Alignment(horizontal="left", vertical="top", wrap_text=True)
LINE_HEIGHT = 15.0
TEXT = "@"
CHECK = Label("请核对", "Please check")
NEW_NAME = Label("库里没有这个名称。如果是新的，请选“是”。", "No such name is stored. If it is a new one, choose Yes.")
WRONG_YEAR = Label("应为四位年份，如 2020。", "A year of four digits is expected, as 2020.")


def as_xlsx(template: Template) -> bytes:
    """The workbook's bytes."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = INVALID_TITLE_REGEX.sub(" ", template.dataset.label.text(template.language))[:31]
    _fill(sheet, template)
    names = _fill_help(book.create_sheet(helping.SHEET.text(template.language)), template)
    for rule in _rules(template, names):
        sheet.add_data_validation(rule)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Worksheet, template: Template) -> None:
    _write(sheet, 1, template.headings)
    _as_headings(sheet, 1)
    sheet.freeze_panes = "A2"
    for row, line in enumerate(template.all_lines, 2):
        _write(sheet, row, template.cells(line))
    for place, column in enumerate(template.dataset.file_columns, 1):
        if column != YEAR and not isinstance(column, Measure):
            for row in range(2, _last_row(template) + 1):
                sheet.cell(row, place).number_format = TEXT
    for row, declared in _indicator_rows(template):
        if declared.kind == "ratio":
            sheet.cell(row, _place(template.dataset, "value")).number_format = TEXT
    if template.example:
        for cell in sheet[2]:
            cell.font = FAINT
    _set_widths(sheet)
    _for_paper(sheet, 1)


def _write(sheet: Worksheet, row: int, cells: Iterable[str | int | float], first: int = 1) -> None:
    """One row of cells from column `first` on; text is text, whatever it begins with."""
    for place, value in enumerate(cells, first):
        if value == "":
            continue
        cell = sheet.cell(row, place, value)
        if isinstance(value, str):
            cell.data_type = "s"
            cell.quotePrefix = value.startswith(FORMULA_STARTS)


def _as_headings(sheet: Worksheet, row: int) -> None:
    for cell in sheet[row]:
        cell.font = BOLD
        cell.fill = HEADING


def _for_paper(sheet: Worksheet, headings: int) -> None:
    """Printed on its side, as wide as the page, with its headings on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    sheet.print_title_rows = f"{headings}:{headings}"


def _set_widths(sheet: Worksheet, first: int = 1) -> None:
    """Each column as wide as its longest text from row `first` on, within bounds; what is longer is wrapped."""
    widths: list[int] = []
    for place, cells in enumerate(sheet.iter_cols(min_row=first), 1):
        longest = max(_width(str(cell.value or "")) for cell in cells)
        widths.append(min(max(longest + 2, NARROWEST), WIDEST))
        sheet.column_dimensions[get_column_letter(place)].width = widths[-1]
        for cell in cells:
            cell.alignment = TOP_LEFT if place == 1 else TOP
    for row, line in enumerate(sheet.iter_rows(min_row=first), first):
        deepest = max(-(-_width(str(cell.value or "")) // width) for cell, width in zip(line, widths, strict=True))
        if deepest > 1:
            sheet.row_dimensions[row].height = deepest * LINE_HEIGHT


def _width(text: str) -> int:
    """In digits; a Chinese character is as wide as two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)


def _fill_help(sheet: Worksheet, template: Template) -> dict[str, str]:
    """Write the help. Gives the cells that list each key's known values, by key id."""
    language, dataset = template.language, template.dataset
    title = helping.TITLE.text(language).format(dataset=dataset.label.text(language))
    for row, text in enumerate((title, *helping.ways(template)), 1):
        _write(sheet, row, [text])
    sheet["A1"].font = TITLE
    top = sheet.max_row + 2
    _write(sheet, top, [heading.text(language) for heading in helping.HEADINGS])
    for row, cells in enumerate(helping.entries(template), top + 1):
        _write(sheet, row, cells)
    last = sheet.max_row
    names = _fill_names(sheet, template, last)
    _set_widths(sheet, top)
    if sheet.max_row > last:  # said once the widths are set, for it runs over the columns beside it
        sheet.cell(last + 2, 1, helping.NAMES.text(language)).font = BOLD
        sheet.cell(last + 2, 1).alignment = Alignment()
    _as_headings(sheet, top)
    _for_paper(sheet, top)
    return names


def _fill_names(sheet: Worksheet, template: Template, last: int) -> dict[str, str]:
    """The known values of each key in columns under the help, which ends in row `last`; those of the scorecard are its
    indicators, in the help itself. Gives their cells by key id."""
    here = quote_sheetname(sheet.title)
    if count := len(template.dataset.stored_indicators):
        return {"indicator": f"{here}!$A${last - count + 1}:$A${last}"}
    found = {}
    for place, key in enumerate(template.dataset.keys, 1):
        values = template.known[key.id]
        if not values:
            continue
        for row, text in enumerate((key.label.text(template.language), *values), last + 3):
            _write(sheet, row, [text], place)
        sheet.cell(last + 3, place).fill = HEADING
        letter = get_column_letter(place)
        found[key.id] = f"{here}!${letter}${last + 4}:${letter}${last + 3 + len(values)}"
    return found


def _rules(template: Template, names: Mapping[str, str]) -> Iterable[DataValidation]:
    """A rule a column; the scorecard has one a line, for each indicator has its own range."""
    dataset = template.dataset
    first, last = 2 + bool(template.example), _last_row(template)
    for place, column in enumerate(dataset.file_columns, 1):
        letter = get_column_letter(place)
        cells = f"{letter}{first}:{letter}{last}"
        if column == YEAR:
            yield _year_rule(template, cells)
        elif isinstance(column, Key):
            yield _name_rule(template, column, names.get(column.id), cells)
        elif isinstance(column, Measure) and not dataset.indicators:
            yield _figure_rule(template, column, f"{letter}{first}", cells)
        elif column in dataset.texts:
            yield _told(DataValidation(allow_blank=True), template, column, cells)
    value = get_column_letter(_place(dataset, "value")) if dataset.indicators else ""
    for row, declared in _indicator_rows(template):
        yield _figure_rule(template, declared, f"{value}{row}", f"{value}{row}")


def _year_rule(template: Template, cells: str) -> DataValidation:
    rule = DataValidation("whole", YEARS[0], YEARS[-1], allow_blank=True, operator="between")
    return _told(_asked(rule, template, WRONG_YEAR.text(template.language)), template, YEAR, cells)


def _name_rule(template: Template, key: Key, names: str | None, cells: str) -> DataValidation:
    rule = DataValidation("list" if names else None, names, allow_blank=True)
    if names:
        _asked(rule, template, NEW_NAME.text(template.language))
    return _told(rule, template, key, cells)


def _figure_rule(template: Template, measure: Measure, first: str, cells: str) -> DataValidation:
    rule = DataValidation("custom", rules.formula(measure, first), allow_blank=True)
    strictness = rules.strictness(template.dataset, measure)
    message = rules.expected(measure, template.dataset, template.language)
    return _told(_asked(rule, template, message, strictness), template, measure, cells)


def _asked(
    rule: DataValidation, template: Template, message: str, strictness: rules.Strictness = "warning"
) -> DataValidation:
    rule.showErrorMessage = True
    rule.errorStyle = strictness
    rule.errorTitle = CHECK.text(template.language)
    rule.error = message[:LONGEST_MESSAGE]
    return rule


def _told(rule: DataValidation, template: Template, column: Column, cells: str) -> DataValidation:
    rule.showInputMessage = True
    rule.promptTitle = column.label.text(template.language)[:LONGEST_TITLE]
    rule.prompt = rules.prompt(column, template.dataset, template.language)[:LONGEST_MESSAGE]
    rule.sqref = cells
    return rule


def _indicator_rows(template: Template) -> Iterable[tuple[int, Measure]]:
    """The sheet's row of each line of the scorecard, with its indicator."""
    by_title = {one.title(template.language): one for one in template.dataset.stored_indicators}
    if template.dataset.indicators:
        for row, line in enumerate(template.lines, 2 + bool(template.example)):
            yield row, by_title[str(line["indicator"])]


def _last_row(template: Template) -> int:
    return 1 + len(template.all_lines) + (0 if template.dataset.indicators else MORE_ROWS)


def _place(dataset: Dataset, name: str) -> int:
    return next(place for place, column in enumerate(dataset.file_columns, 1) if column.id == name)
