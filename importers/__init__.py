"""Sources in, draft issues out: readers for pages, PDFs and text, and the way from the web."""
