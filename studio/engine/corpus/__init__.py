"""Clips of people who speak, made into what drivers learn from and are measured by."""
