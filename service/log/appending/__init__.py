"""What every database shares of appending: what waits, what is decided, and what happens if an answer is lost."""
