"""What was found, not found and not decidable, as findings, ticks and reasons."""
