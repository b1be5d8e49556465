"""The peer: starting salary by major for one year, in Dash, with a year filter and a table."""

import sys
from pathlib import Path

import pandas as pd
from dash import Dash, Input, Output, dash_table, dcc, html

ROWS = pd.read_csv(Path(__file__).parents[2] / "data" / "employment.csv")
YEARS = [2019, 2020]
app = Dash(__name__)
app.layout = html.Div(
    [dcc.RadioItems(YEARS, 2019, id="year", inline=True), dcc.Graph(id="chart"), dash_table.DataTable(id="table")]
)


@app.callback(Output("chart", "figure"), Output("table", "data"), Input("year", "value"))
def draw(year):
    rows = ROWS[ROWS.year == year][["major", "employment_rate", "matched_rate", "starting_salary"]]
    bars = {"type": "bar", "orientation": "h", "x": rows.starting_salary.tolist(), "y": rows.major.tolist()}
    return {"data": [bars], "layout": {"title": {"text": str(year)}, "height": 320, "width": 700}}, rows.to_dict(
        "records"
    )


if __name__ == "__main__":
    app.run(port=int(sys.argv[1]))
