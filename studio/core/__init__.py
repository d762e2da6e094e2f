"""Values: units, faces, time, curves, projects. Nothing here but the standard library and numpy."""
