"""What somebody who means harm does, with a password and without: each once took something out of service."""
