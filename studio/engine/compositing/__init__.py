"""Compositing: the only place where pixels of the full size are made, of what renderers give."""
