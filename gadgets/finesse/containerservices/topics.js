/** What is published about the container. */

import { CONTAINER } from "../base/hub_topics.js";

const { REQUESTS, ...EVENTS } = CONTAINER;

/** What a gadget may add handlers for. */
export const EVENT_TOPICS = EVENTS;

/** The hub's topics of the container; on REQUESTS gadgets ask it for something. */
export const Topics = { REQUESTS, ...EVENTS };
