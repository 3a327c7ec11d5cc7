"""References to notes, pages and items of this report that it does not have."""
