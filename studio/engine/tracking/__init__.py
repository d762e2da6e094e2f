"""Faces read from pictures: detection, landmarks, blendshape scores, following through a clip."""
