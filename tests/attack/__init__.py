"""Kinds of attack, each stopped in one place."""
