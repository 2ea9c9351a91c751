"""What Finesse keeps in a database: what is configured, team messages, and the teams and users of CTI."""
