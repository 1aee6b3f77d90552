"""Terms of law as data with a source, the calendar, and due dates. Pure: nothing asks the clock."""
