"""Reading: how facts about any subject are read for a question: declared facts, events, spells, relations, moments."""
