"""What must hold across tables, and the check."""
