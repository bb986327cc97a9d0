"""What hostile or careless input does to the dashboard: nothing but an answer in words."""
