"""SEAMS: hooks, the plugin manager, and what the library ships through them."""
