"""Search from anywhere: what can be found, what a question finds, the box and its list."""
