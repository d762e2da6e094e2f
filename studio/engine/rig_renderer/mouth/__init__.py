"""The inside of the mouth: teeth, gums, tongue, cavity."""
