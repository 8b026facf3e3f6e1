"""`dateline brief`: a situation report. Sections make blocks, which are written as Markdown or as a page."""
