"""What somebody may try who means harm, one file a subject; each test makes its own input."""
