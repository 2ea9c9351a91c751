"""The telephones of the lab: callers, hands at phones, what is heard of calls and how it is said."""
