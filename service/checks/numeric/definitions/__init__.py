"""Relations that are known by definition: no column has to vote for them (service/checks/concepts has the data)."""
