"""Items, names and types: what a path names, which implementation a trait call means, what a constant is worth."""
