"""Files out: tables as CSV and XLSX, charts as PNG and SVG."""
