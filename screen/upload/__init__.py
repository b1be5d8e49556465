"""Files on their way in: dropped, read, reviewed, stored."""
