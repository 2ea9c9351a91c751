/** Where desktops find the servers of their chat. Source: Finesse Web Services guide, ChatConfig. */

import { element } from "../../notification/xml.js";

export const CHAT_CONFIG = "/finesse/api/ChatConfig";
export const ADDRESS = 512; // characters
export const NODES = ["primaryNode", "secondaryNode"];

/** Of ChatConfig: {primaryNode, secondaryNode}, "" where there is none. */
export function readChatConfig(xml) {
  return Object.fromEntries(NODES.map((node) => [node, xml.at(node, "url")]));
}

export function chatConfigBody(values) {
  return element(
    "ChatConfig",
    {},
    ...NODES.map((node) => element(node, {}, element("url", {}, values[node]))),
  );
}

/** What is wrong with the address of a server, or undefined; none is right. */
export function addressFault(address) {
  if (address === "") {
    return undefined;
  }
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isAddress = url?.protocol === "https:" && /^https:\/\/[^/\s]/i.test(address) && !/\s/.test(address);
  if (!isAddress) {
    return ["settings.chatAddress", {}];
  }
  return url.username !== "" || url.password !== "" ? ["settings.chatPassword", {}] : undefined;
}

/** What is wrong with the second server beside the first, or undefined. */
export function secondFault(secondary, primary) {
  if (secondary === "") {
    return undefined;
  }
  if (primary === "") {
    return ["settings.chatFirst", {}];
  }
  return secondary === primary ? ["settings.chatSame", {}] : undefined;
}
