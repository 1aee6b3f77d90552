"""群众诉求 (“六小”): what a citizen brings up, what was done about it, and who told him."""
