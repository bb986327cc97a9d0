"""The map: what is painted for a view, and how it gets into the browser."""
