/** HTTP requests that workflows send. Each gives the status that was answered, or why there is none; none takes for ever. */

const ANSWER_WITHIN = 10_000;
const PROXIED_WITHIN = 25_000; // the gadget server itself waits 20 s
const PREFIX = /^throw 1; < don't be evil' >/;

/** To this server's API, as the agent. */
export function askApi({ method, path, body, contentType }, authorization) {
  const headers = { "Authorization": authorization, "Content-Type": contentType, "requestId": crypto.randomUUID() };
  return asked(path, { method, headers, body }, ANSWER_WITHIN, (response) => response.status);
}

/** To any other server that gadgets may reach, through the gadget server and as nobody. */
export function askElsewhere({ method, url, body, contentType }) {
  const form = new URLSearchParams({
    url,
    httpMethod: method,
    headers: new URLSearchParams({ "Content-Type": contentType }).toString(),
    postData: body,
    authz: "none",
    contentType: "TEXT",
  });
  return asked("/gadgets/makeRequest", { method: "POST", body: form }, PROXIED_WITHIN, async (response) => {
    const text = (await response.text()).replace(PREFIX, "");
    return response.ok ? JSON.parse(text)[url].rc : `the gadget server says ${response.status}`;
  });
}

/** `{status}` or `{failed: why}`. */
async function asked(path, given, within, read) {
  const signal = AbortSignal.timeout(within);
  try {
    // No cookies: the browser would otherwise answer a 401 with a dialog of its own.
    const response = await fetch(path, { ...given, signal, credentials: "omit", cache: "no-store" });
    const status = await read(response);
    return typeof status === "number" ? { status } : { failed: String(status) };
  } catch (error) {
    return { failed: error.message };
  }
}
