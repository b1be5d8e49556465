"""The releases, and the way back."""
