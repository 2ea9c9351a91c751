"""What callers, agents and supervisors do with calls, and what each of them hears of it."""
