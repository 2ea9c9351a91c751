/** XML namespaces of XMPP and of the transports that carry it to a browser. */

export const CLIENT = "jabber:client";
export const STREAMS = "http://etherx.jabber.org/streams";
export const STREAM_ERRORS = "urn:ietf:params:xml:ns:xmpp-streams";
export const SASL = "urn:ietf:params:xml:ns:xmpp-sasl";
export const BIND = "urn:ietf:params:xml:ns:xmpp-bind";
export const SESSION = "urn:ietf:params:xml:ns:xmpp-session";
export const STANZA_ERRORS = "urn:ietf:params:xml:ns:xmpp-stanzas";
export const PING = "urn:xmpp:ping";
export const ROSTER = "jabber:iq:roster";
export const PUBSUB = "http://jabber.org/protocol/pubsub";
export const PUBSUB_EVENT = "http://jabber.org/protocol/pubsub#event";
export const FRAMING = "urn:ietf:params:xml:ns:xmpp-framing"; // RFC 7395
export const HTTP_BIND = "http://jabber.org/protocol/httpbind"; // XEP-0124
export const XBOSH = "urn:xmpp:xbosh"; // XEP-0206
