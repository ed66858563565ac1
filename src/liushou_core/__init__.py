"""liushou_core: plans for the care of left-behind children, made executable and checkable."""
