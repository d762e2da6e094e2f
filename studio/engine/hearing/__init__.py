"""What a driver or a training hears in a sound: features at 100 Hz, and how else the same words may sound."""
