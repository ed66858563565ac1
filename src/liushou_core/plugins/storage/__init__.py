"""Storage: the memory and SQL backends of the small port, and the typed repositories over any backend."""
