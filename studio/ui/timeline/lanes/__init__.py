"""What stands on the timeline, one lane below another."""
