"""Tenancies: who rents or lives in a house to let, since when, until when (承租人、实际居住人)."""
