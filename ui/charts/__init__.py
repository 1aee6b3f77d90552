"""Charts of today's page, drawn by pyqtgraph, which is read in after the first list."""
