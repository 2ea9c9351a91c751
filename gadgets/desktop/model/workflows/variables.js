/**
 * What workflows look at: the variables of a call, of its queue, of the agent and of the team. A variable that is not
 * there is empty.
 */

import { element } from "../../../notification/xml.js";
import { valueOf } from "../calls/dialog.js";
import { textAt } from "./node_path.js";

/** What of the dialog and of the user a variable may name, beside the call variables and the media properties. */
const OF_THE_DIALOG = { fromAddress: "from", toAddress: "to", id: "id", state: "state" };
const OF_THE_AGENT = ["loginId", "firstName", "lastName", "extension", "teamId", "teamName"];

/**
 * The value of a variable: where it stands, if it says that, or else what is called so.
 *
 * @param {{name: string, node?: string}} variable
 * @param {{dialog: object, user: object}} known
 */
export function variableValue({ name, node = "" }, known) {
  return node === "" ? named(name, known) : textAt(documentOf(known), node);
}

function named(name, { dialog, user }) {
  const ofTheCall = valueOf(dialog, name);
  if (ofTheCall !== "") {
    return ofTheCall;
  }
  if (Object.hasOwn(OF_THE_DIALOG, name)) {
    return dialog[OF_THE_DIALOG[name]];
  }
  return OF_THE_AGENT.includes(name) ? user[name] : "";
}

/** What the desktop knows of a call and its agent, as paths go through it: the elements of the API's own objects. */
function documentOf({ dialog, user }) {
  const texts = (values) => Object.entries(values).map(([name, text]) => element(name, {}, text));
  const properties = Object.fromEntries(
    Object.entries(dialog.properties).filter(([name]) => name !== "callvariables"),
  );
  const variables = dialog.variables.map(([name, value]) =>
    element("CallVariable", {}, ...texts({ name, value })),
  );
  const participants = dialog.participants.map(({ address, agent, state, cause }) =>
    element(
      "Participant",
      {},
      ...texts({
        mediaAddress: address,
        mediaAddressType: agent ? "AGENT_DEVICE" : "",
        state,
        stateCause: cause,
      }),
    ),
  );
  const { id, state, from, to } = dialog;
  return element(
    "desk",
    {},
    element(
      "Dialog",
      {},
      ...texts({ id, state, fromAddress: from, toAddress: to, mediaType: "Voice" }),
      element("mediaProperties", {}, ...texts(properties), element("callvariables", {}, ...variables)),
      element("participants", {}, ...participants),
    ),
    element("User", {}, ...texts(Object.fromEntries(OF_THE_AGENT.map((name) => [name, user[name]])))),
  );
}
