"""The tables of the record and of articles: what stands in them, and how they are read."""
