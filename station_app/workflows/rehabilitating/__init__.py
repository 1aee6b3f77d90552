"""What spans the registers of community drug rehabilitation, and its papers."""
