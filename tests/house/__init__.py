"""Holds the shape of the house: what imports what, and how large it all is."""
