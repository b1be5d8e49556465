"""The peer: starting salary by major for one year, one Altair chart on a Streamlit page with nothing else."""

from pathlib import Path

import altair as alt
import pandas as pd
import streamlit as st

rows = pd.read_csv(Path(__file__).parents[2] / "data" / "employment.csv")
chart = alt.Chart(rows[rows.year == 2019], height=320, width=700).mark_bar()
st.altair_chart(chart.encode(x="starting_salary:Q", y=alt.Y("major:N", sort="-x")))
