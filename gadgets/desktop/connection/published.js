/** What the notification service tells, as it is published on the hub: the topic, and `{content, object}`. */

import { INFO, topicOf } from "../../finesse/base/hub_topics.js";
import { objectOf } from "../../finesse/converter/object_form.js";
import { XmlError } from "../../finesse/converter/xml_reader.js";

/** {topic, data} for a notification; undefined where its document is neither XML nor JSON. */
export function publishedNotification({ node, text }) {
  const object = read(text);
  return object && { topic: topicOf(node), data: { content: `${node}${text}`, object } };
}

/** {topic, data} for a presence; undefined where it is no XML. */
export function publishedPresence({ stanza }) {
  const object = read(stanza);
  return object && { topic: INFO.PRESENCE, data: { content: stanza, object } };
}

/** The service's own error as gadgets are answered with it. */
export function publishedError(xml) {
  return { subscribe: { content: xml, object: read(xml) ?? null } };
}

function read(text) {
  try {
    return text.startsWith("{") ? JSON.parse(text) : objectOf(text);
  } catch (error) {
    if (error instanceof XmlError || error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}
