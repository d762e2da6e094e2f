"""The rig renderer and its organs: what only this renderer has."""

from studio.engine.rig_renderer.renderer import RigRenderer as RigRenderer
