/** One request to the REST API, and the form in which its answer is handed on. */
import { ClientServices } from "../../clientservices/client_services.js";
import { escapedOnce, objectOf, xmlOf } from "../../converter/object_form.js";
import { generateUUID } from "../../utilities/uuid.js";
import { awaitOutcome, forget } from "./pending_requests.js";

const ACCEPTED = 202;

/**
 * Ask for `path`. `content` is an object or XML; `success` and `error` get `{status, content, object}`.
 * Whatever changes something carries a request id, so that an error told later finds who asked. Returns
 * `{abort()}`.
 */
export function restRequest(path, { method = "GET", success, error, content } = {}) {
  const requestId = method === "GET" ? undefined : generateUUID();
  let aborted = false;
  if (requestId !== undefined && typeof error === "function") {
    awaitOutcome(requestId, error);
  }
  const answered = (response) => {
    const rsp = answerOf(response);
    if (requestId !== undefined && (rsp.status !== ACCEPTED || aborted)) {
      forget(requestId);
    }
    if (aborted) {
      return;
    }
    const well = rsp.status >= 200 && rsp.status < 300 && rsp.error === undefined;
    (well ? success : error)?.(rsp);
  };
  const url =
    requestId === undefined ? `${path}${path.includes("?") ? "&" : "?"}nocache=${Date.now()}` : path;
  ClientServices.makeRequest(url, answered, parameters(method, requestId, content));
  return {
    abort() {
      aborted = true;
      forget(requestId);
    },
  };
}

// The names are those of gadgets.io.RequestParameters, whose values are their names.
function parameters(method, requestId, content) {
  const params = { METHOD: method };
  if (requestId !== undefined) {
    params.HEADERS = { requestId };
    params.GET_FULL_HEADERS = true;
  }
  if (content !== undefined && content !== null) {
    params.HEADERS = { ...params.HEADERS, "Content-Type": "application/xml" };
    params.POST_DATA = typeof content === "string" ? content : xmlOf(content, { escape: escapedOnce });
  }
  return params;
}

function answerOf(response) {
  const { rc, text } = response ?? {};
  const rsp = { status: rc, rc, content: text, object: {} };
  if (typeof text === "string" && text.trim() !== "") {
    try {
      rsp.object = objectOf(text);
    } catch (error) {
      rsp.error = { errorType: "parseError", errorMessage: error.message };
    }
  }
  return rsp;
}
