"""Files of office programs: slides, handout, workbook."""
