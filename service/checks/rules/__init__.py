"""What is checked: each kind of check is one rule, with its words, its references and its examples."""
