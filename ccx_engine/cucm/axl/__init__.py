"""The AXL service: SOAP over HTTPS, described by a WSDL and schema that our declarations make.

Source of names, order and behaviour: Cisco AXL Developer Guide; AXL schema reference, release 12.5.
"""
