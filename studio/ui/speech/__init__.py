"""The speech bar: what the portrait says, typed, recorded or from a file."""
