"""What the program promises about speed, measured against the least the machine could do."""
