"""The CSV that a dataset is filled in with."""

from __future__ import annotations

import csv
import io

from schema import Dataset, Language, Measure


def template(dataset: Dataset, language: Language = "zh") -> str:
    """The header line of the dataset's CSV, each heading with its unit; what it heads is read back without a question.

    The scorecard's template also lists its indicators, a line each.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        column.title(language) if isinstance(column, Measure) else column.label.text(language)
        for column in dataset.file_columns
    )
    for indicator in dataset.stored_indicators:
        writer.writerow(["", indicator.label.text(language), "", "", indicator.section, ""])
    return out.getvalue()
