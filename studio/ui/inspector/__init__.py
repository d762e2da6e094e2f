"""What moves in the face, as sliders."""
