"""Callers on their way to an agent: trigger, CTI port, script, queue, and his phone."""
