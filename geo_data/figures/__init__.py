"""How a snapshot is drawn: on the map, in a page and on paper."""
