"""Houses to let: what is let, by whom, in what way, and how it is watched over (出租房屋)."""
