"""tickmark serve: the service in this process, or in several that share its port."""
