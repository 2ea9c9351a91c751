"""The contract between the engine and CUCM: JTAPI 1.2's call model over a link of our own.

Cisco publishes the call model (states, events, errors), not the wire between a JTAPI client and CTI Manager.
So the words here are JTAPI's and Cisco's; only the framing (`session`) is this project's.
"""
