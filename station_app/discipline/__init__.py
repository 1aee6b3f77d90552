"""What is held against a supervised person and what speaks for him: sanctions, searches,
detentions, commendations.
"""
