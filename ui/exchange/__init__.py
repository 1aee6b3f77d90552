"""What an officer sees of the exchange with the county."""
