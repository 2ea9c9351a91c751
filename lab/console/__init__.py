"""The lab's JSON API and page, and how the command line asks it."""
