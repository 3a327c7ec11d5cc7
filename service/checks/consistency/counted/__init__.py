"""Lists that are announced with a number: "three segments: A, B and C", and items in paragraphs of their own."""
