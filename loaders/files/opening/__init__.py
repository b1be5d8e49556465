"""What runs in a process of its own, whose memory and time are bounded: packages and texts from outside are taken
apart here, by the standard library alone, and come out as lines of text cells.

The process knows this package as `files`, without what stands above it; imports are relative, so that both names work.
"""
