"""Tables: read whole, as they are declared."""
