"""Charts as data: for office programs to draw themselves, and as pictures."""
