"""What CTI told this node: one past-tense function per message changes the state and returns notifications.

No socket, no task, no clock: messages and the time go in, notifications come out.
"""
