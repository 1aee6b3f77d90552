"""Community correction (社区矫正): who is under supervision, by whose decision, how long."""
