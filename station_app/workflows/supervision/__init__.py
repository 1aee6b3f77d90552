"""What spans the correction registers: from the papers to the hand-over at the end."""
