"""What is said, with its sources."""
