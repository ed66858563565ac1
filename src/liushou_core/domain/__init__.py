"""NOUNS: frozen values for the people, records and days that a plan speaks of; no clock, no I/O."""
