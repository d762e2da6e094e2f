"""The library: what was opened last, and the motion and sound of the project."""
