"""The window: the one room that knows Qt."""
