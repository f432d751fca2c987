"""Two states of a fabric side by side: texts as trees, differences that are alike as one, and what each would do."""
