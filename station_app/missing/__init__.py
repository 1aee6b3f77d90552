"""走失（失踪）人员: who is missed, who was found without anybody, foundlings, unnatural deaths."""
