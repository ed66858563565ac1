"""KIT: contracts, state machines and strategies that ship in the wheel; importing it imports neither pytest nor Hypothesis."""
