"""The body of fabricgen diff against a folder or a revision; loaded when it is called."""
