"""The rig renderer and its organs: what only this renderer has."""
