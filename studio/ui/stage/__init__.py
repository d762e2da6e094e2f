"""The picture in the middle of the window."""
