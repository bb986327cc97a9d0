"""A golden record: what the product answers for 300 views, held to while its code is rebuilt."""
