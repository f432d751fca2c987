"""The same values drawn for people and machines: text, JSON, GitHub, JUnit, SVG, HTML."""
