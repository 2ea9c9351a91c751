/**
 * What a team gets beside what everybody has: one row for each kind of thing that is assigned, and the team's own
 * layout. Sources: Finesse Web Services guide, Team (configuration); administration guide, Manage Team Resources.
 */

import { element } from "../../notification/xml.js";

const isOfTeams = (xml) => xml.at("forAll") === "false";

/**
 * `list` and `item` are the elements of the API, `query` of its addresses; `isOffered` says whether a thing can be
 * assigned, `most` how many a team may have; the order of those `isOrdered` counts.
 */
export const RESOURCES = [
  {
    id: "phoneBooks",
    list: "PhoneBooks",
    item: "PhoneBook",
    called: "name",
    isOffered: (xml) => xml.at("type") === "TEAM",
    most: 300,
  },
  {
    id: "notReady",
    list: "ReasonCodes",
    item: "ReasonCode",
    query: "?category=NOT_READY",
    called: "label",
    detail: "code",
    isOffered: isOfTeams,
    most: 100,
  },
  {
    id: "signOut",
    list: "ReasonCodes",
    item: "ReasonCode",
    query: "?category=LOGOUT",
    called: "label",
    detail: "code",
    isOffered: isOfTeams,
    most: 100,
  },
  { id: "wrapUp", list: "WrapUpReasons", item: "WrapUpReason", called: "label", isOffered: isOfTeams, most: 100 },
  {
    id: "workflows",
    list: "Workflows",
    item: "Workflow",
    called: "name",
    detail: "description",
    isOffered: () => true,
    isOrdered: true,
    most: 20,
  },
  {
    id: "callVariables",
    list: "MediaPropertiesLayouts",
    item: "MediaPropertiesLayout",
    called: "name",
    detail: "description",
    isOffered: (xml) => xml.at("type") === "CUSTOM",
    most: 199,
  },
];

/** Of Teams. @returns {{uri: string, id: number, name: string}[]} */
export function readTeams(xml) {
  return xml.all("Team").map((team) => ({
    uri: team.at("uri"),
    id: Number.parseInt(team.at("id"), 10),
    name: team.at("name"),
  }));
}

/** Where all things of a kind are. */
export const allOf = ({ list, query = "" }) => `/finesse/api/${list}${query}`;

/** Where a team's are. */
export const ofTeam = ({ list, query = "" }, team) => `/finesse/api/Team/${team}/${list}${query}`;

/** What can be assigned. @returns {{id: string, title: string, detail: string}[]} `id` is the address */
export function readOffered({ item, called, detail, isOffered }, xml) {
  return xml
    .all(item)
    .filter(isOffered)
    .map((thing) => ({
      id: thing.at("uri"),
      title: thing.at(called),
      detail: detail === undefined ? "" : thing.at(detail),
    }));
}

/** The addresses of what a team has, in their order. */
export function readAssigned({ item }, xml) {
  return xml.all(item).map((thing) => thing.at("uri"));
}

/** The body that assigns these and no others. */
export function assignmentBody({ list, item }, uris) {
  return element(list, {}, ...uris.map((uri) => element(item, {}, element("uri", {}, uri))));
}

export const layoutOfTeam = (team) => `/finesse/api/Team/${team}/LayoutConfig`;

/** Of TeamLayoutConfig; with `useDefault` the layout is the default one. */
export function readTeamLayout(xml) {
  return { useDefault: xml.at("useDefault") === "true", layoutxml: xml.at("layoutxml") };
}

/** The layout of a team of its own, or none. */
export function teamLayoutBody({ useDefault, layoutxml }) {
  return element(
    "TeamLayoutConfig",
    {},
    element("useDefault", {}, String(useDefault)),
    ...(useDefault ? [] : [element("layoutxml", {}, layoutxml)]),
  );
}
