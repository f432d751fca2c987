"""The fabric in the words of other tools. Each export is a value: files by path, and what they leave out."""
