"""What somebody noted on a record, or scanned to it: every register has it (备注、扫描件)."""
