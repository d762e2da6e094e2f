"""The rig: a person's neutral shape, the action-unit basis and the head's pose; state → landmarks."""
