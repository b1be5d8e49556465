"""What every page stands in: state and address, words, the store read through caches, the look back."""
