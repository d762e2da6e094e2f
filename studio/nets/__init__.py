"""Room of the networks: torch, numpy and safetensors, nothing of the studio."""
