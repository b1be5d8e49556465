"""HTML: the offline page, the slide show, paper."""
