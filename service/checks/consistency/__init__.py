"""What sentences say, held against themselves and against the tables; ``check.py`` is the way in."""
