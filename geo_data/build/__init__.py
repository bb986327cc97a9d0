"""Makes the shapes from the pinned source. Nothing else imports this."""
