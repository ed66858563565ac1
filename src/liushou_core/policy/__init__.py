"""RULES: pure functions of facts and a day, and the values that parameterise them."""
