"""Uploading third-party gadgets over SFTP, as the account 3rdpartygadget; its library is loaded when used."""
