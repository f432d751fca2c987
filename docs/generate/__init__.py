"""What writes the generated pages of docs/; run by `make docs`, no part of the product."""
