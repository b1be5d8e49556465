"""What every page stands in: state and address, words, the store read through caches, search, the look back."""
