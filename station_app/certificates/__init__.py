"""Certificates (开具证明): which are issued, which refused in writing; queries of records."""
