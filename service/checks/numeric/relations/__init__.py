"""Relations between figures, and how figures go wrong."""
