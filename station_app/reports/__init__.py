"""What a supervised person reports, and who of the office was in contact with him and how."""
