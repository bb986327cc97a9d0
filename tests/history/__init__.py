"""What was true on a day."""
