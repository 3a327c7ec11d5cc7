"""The picture of the README, taken from the page: `make screenshots`."""
