"""Bytes in: texts and workbooks as sheets of text cells, bounded. Nothing is interpreted here."""
