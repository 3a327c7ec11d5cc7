"""tickmark audit: whole audits from the command line, and what a person sees of them."""
