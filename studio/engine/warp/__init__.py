"""The warp: landmarks there → where in the photograph each pixel comes from."""
