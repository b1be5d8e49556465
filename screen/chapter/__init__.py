"""A chapter as a page: filter, pictures, tables, corrections by hand."""
