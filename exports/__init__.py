"""Files out: tables as CSV and XLSX, charts as PNG and SVG, notebooks as PPTX, DOCX, XLSX, HTML and PDF."""
