"""What the studio is measured by: metrics, the baselines beside it, and one protocol for each claim."""
