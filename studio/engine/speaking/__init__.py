"""Text and sound to a performance: voices, alignment, and the rule driver."""
