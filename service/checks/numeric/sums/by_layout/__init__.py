"""Sums that layout and words vouch for, since no column of their table is left to vote for them."""
