"""What the browser gets: scripts, styles, and sentences as HTML."""
