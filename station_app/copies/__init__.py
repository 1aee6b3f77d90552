"""What a police station keeps of community correction: papers copied to it, and what it is asked.

No supervision is kept here: that is the correction office's own home.
"""
