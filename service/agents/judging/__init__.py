"""What a model is asked about a report, and what becomes of its answers."""
