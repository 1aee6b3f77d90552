"""失物招领: things handed in by who found them, and reports of what was lost (民法典 314–318)."""
