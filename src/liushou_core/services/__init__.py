"""VERBS: one use case a module, on loaded policies and ports."""
