"""What accounts speak of, by name: concepts in several languages, and the identities that hold between them."""
