"""The figure that answers for itself: one panel with what is known and said of it."""
