/** The `<Update>` document inside a notification (Finesse Web Services guide, Notifications). */

import { parse } from "../../notification/xml.js";
import { readDialog, readDialogs } from "./calls/dialog.js";
import { readUser } from "./user.js";

/**
 * What an Update tells, one of:
 *   {type: "user", user} · {type: "userGone"} · {type: "dialogs", dialogs} · {type: "dialogsGone", dialogs} ·
 *   {type: "dialog", dialog} · {type: "systemInfo", status, maintenance} · {type: "failure", source, requestId, error} ·
 *   {type: "other"}
 * XmlError when the text is no XML.
 */
export function readUpdate(text) {
  return readUpdateTree(parse(text));
}

/** The same of an Update that is parsed already. */
export function readUpdateTree(update) {
  const event = update.at("event").toUpperCase();
  const source = update.at("source");
  const data = update.child("data")?.elements[0];
  switch (data?.local) {
    case "user":
    case "User":
      return event === "DELETE" ? { type: "userGone" } : { type: "user", user: readUser(data) };
    case "dialogs":
    case "Dialogs":
      return { type: event === "DELETE" ? "dialogsGone" : "dialogs", dialogs: readDialogs(data) };
    case "dialog":
    case "Dialog":
      return { type: "dialog", dialog: readDialog(data) };
    case "systemInfo":
    case "SystemInfo":
      return { type: "systemInfo", status: data.at("status"), maintenance: data.at("finesseMMode") };
    case "apiErrors":
      return { type: "failure", source, requestId: update.at("requestId"), error: readApiError(data) };
    default:
      return {
        type: event === "DELETE" && /^\/finesse\/api\/User\/[^/]+$/.test(source) ? "userGone" : "other",
      };
  }
}

function readApiError(errors) {
  const error = errors.child("apiError");
  return {
    type: error?.at("errorType") ?? "",
    text: error?.at("errorMessage") ?? "",
    data: error?.at("errorData") ?? "",
  };
}
