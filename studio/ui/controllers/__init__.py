"""What a person does, turned into edits: one file for each part of the work."""
