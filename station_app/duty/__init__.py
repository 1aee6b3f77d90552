"""Who is on duty and on standby, the diary of a shift, what is counted, and the hand-over."""
