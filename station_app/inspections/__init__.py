"""Checks of houses to let by officers and patrols by auxiliaries (安全检查、巡查)."""
