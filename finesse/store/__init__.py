"""What Finesse keeps: teams and users as learnt over CTI, and what administrators configure."""
