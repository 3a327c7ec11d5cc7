"""What the report says that there is none of, against the figures that it prints."""
