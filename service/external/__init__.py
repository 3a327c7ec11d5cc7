"""Asking sources outside of the report: over the network, with what was kept of earlier answers, and in the archive."""
