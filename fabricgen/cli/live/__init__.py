"""What the commands do that reach live switches; loaded when one of them is called."""
