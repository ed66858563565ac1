"""Tables: what a pack may write, one kind of table a module: its parameters, its answer, what is wrong with it."""
