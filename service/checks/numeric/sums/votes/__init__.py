"""The votes of columns on a sum: what each says, and what they are worth together."""
