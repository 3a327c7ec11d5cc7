"""What was found, in words and as ticks."""
