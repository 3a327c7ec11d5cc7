"""What an upload is, told from its bytes and its name, and whether it may come in."""
