"""The same troubles in agents of ADK, which run in the service's own process."""
