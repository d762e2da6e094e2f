"""Words, sound, curves and keys over time."""
