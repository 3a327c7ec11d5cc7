"""The figures in sentences."""
