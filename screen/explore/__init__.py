"""Exploring beyond the chapters: any measure by any key, and the dictionary of all."""
