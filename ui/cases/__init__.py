"""Screens of cases that outgrow the kit."""
