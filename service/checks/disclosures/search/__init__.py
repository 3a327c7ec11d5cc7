"""Looking for what an item asks for, by terms and their equivalents."""
