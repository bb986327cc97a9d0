"""What is handed over: tables, pictures and pages as files."""
