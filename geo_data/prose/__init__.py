"""What the product says: sentences, each with its sources."""
