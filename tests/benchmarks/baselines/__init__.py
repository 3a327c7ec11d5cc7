"""What Tickmark is held against: small honest programs, each the best that its design allows."""
