"""What flows: trackers, drivers and renderers, and the road from a source to frames."""
