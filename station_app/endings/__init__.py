"""The end of a supervision: summary, appraisal, announcement, hand-over, and its two archives."""
