/** What is published about the connection to the notification service. */

import { INFO, topicOf } from "../base/hub_topics.js";

/** The hub's topics of the connection; `getTopic` makes one of a node's path. */
export const Topics = { ...INFO, getTopic: (node) => topicOf(node) };
