"""Room that teaches: one file per network, and the data each learns from."""
