"""Which figure is wrong, and what probably happened."""
