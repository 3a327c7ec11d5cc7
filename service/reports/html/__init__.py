"""HTML and inline XBRL."""
