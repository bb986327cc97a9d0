"""What was true on a day: members, forces, borders, events, and all of it for one view."""
