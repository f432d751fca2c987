"""One module per feature: from intent and position to the values that templates see."""
