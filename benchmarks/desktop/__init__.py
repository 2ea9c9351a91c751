"""The agent's desktop in a real browser: how soon it can be used, what it loads, what it keeps."""
