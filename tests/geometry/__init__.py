"""Shapes as they are built, read and sent."""
