"""What a checklist may hold, and reading one from its file."""
