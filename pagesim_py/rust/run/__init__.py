"""What lowered code needs while it runs: the CPU's slow paths, handlers, interrupts, panics."""
