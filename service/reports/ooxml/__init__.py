"""What Word files and workbooks share: packages of parts, and the names of their elements."""
