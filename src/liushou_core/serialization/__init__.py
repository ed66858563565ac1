"""EDGE: text and documents on one side, values of ``domain/`` and ``policy/`` on the other."""
