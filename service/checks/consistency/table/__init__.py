"""The rows of the tables, and how certain it is that a sentence means one."""
