"""What is to be shown: cells resolved, drafts, tables, words."""
