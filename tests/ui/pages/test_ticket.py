"""Tickets at the counter: parked, numbered, brought back."""

from __future__ import annotations

from PySide6.QtCore import Qt


def test_a_new_ticket_never_takes_the_number_of_a_parked_one(sign_in, hand, until):
    """F8 F8 as fast as they can be struck, before the parked ones are on the screen."""
    window = sign_in(ticket=False)

    def new_ticket(number):
        hand.press(Qt.Key.Key_F8)
        hand.press(Qt.Key.Key_F8)
        until(lambda: window.work.ticket.number == number and window.page.route.page == "home")

    new_ticket(1)
    new_ticket(2)
    new_ticket(3)  # 1 and 2 are parked
    hand.press(Qt.Key.Key_F8)
    until(lambda: set(window.page._tickets) == {1, 2})
    window.page.number.setFocus()
    hand.type("1")
    hand.press(Qt.Key.Key_Return)
    until(lambda: window.work.ticket.number == 1 and window.page.route.page == "home")
    new_ticket(4)  # though 1 is in hand, 2 and 3 are parked
