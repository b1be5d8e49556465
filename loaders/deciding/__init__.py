"""What a reading would change, what is asked before it may, and the one way into the store."""
