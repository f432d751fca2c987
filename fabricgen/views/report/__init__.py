"""A fabric as one HTML page that works offline: picture, lists, configurations, figures, findings, changes."""

from fabricgen.views.report.page import Content, page
from fabricgen.views.report.sheets import Job, sheets

__all__ = ["Content", "Job", "page", "sheets"]
