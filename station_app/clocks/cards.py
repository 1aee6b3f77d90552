"""Which term of validity an ID card has."""

from __future__ import annotations

VALIDITY = (
    (16, "id_card_validity_child"),
    (26, "id_card_validity_young"),
    (46, "id_card_validity_adult"),
)


def id_card_validity(age: int) -> str | None:
    """The rule for the age in whole years at issue; None is 长期 (居民身份证法 5)."""
    return next((rule for under, rule in VALIDITY if age < under), None)
