"""Article packs: what is read, what is refused, and what is said of it."""
