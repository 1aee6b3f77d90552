"""What spans the registers of the duty desk: from the call to the hand-over."""
