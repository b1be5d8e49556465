"""What people see: the only Streamlit code beside `app.py`."""
