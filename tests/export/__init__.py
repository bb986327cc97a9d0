"""Files of a view."""
