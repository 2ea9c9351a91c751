import assert from "node:assert/strict";
import { test } from "node:test";

import {
  allOf,
  assignmentBody,
  ofTeam,
  readAssigned,
  readOffered,
  readTeamLayout,
  readTeams,
  RESOURCES,
  teamLayoutBody,
} from "../../../../gadgets/admin/model/team_resources.js";
import { parse } from "../../../../gadgets/notification/xml.js";
import { random, SEEDS } from "../../random.mjs";

const resource = (wanted) => RESOURCES.find(({ id }) => id === wanted);

test("where things are assigned and where all of them are", () => {
  assert.equal(allOf(resource("notReady")), "/finesse/api/ReasonCodes?category=NOT_READY");
  assert.equal(ofTeam(resource("signOut"), 7), "/finesse/api/Team/7/ReasonCodes?category=LOGOUT");
  assert.equal(ofTeam(resource("workflows"), 7), "/finesse/api/Team/7/Workflows");
});

test("what everybody has is not offered, nor are books for everybody and the default layout", () => {
  const offered = (id, xml) => readOffered(resource(id), parse(xml)).map(({ title }) => title);
  const reason = (label, forAll) => `<WrapUpReason><label>${label}</label><forAll>${forAll}</forAll></WrapUpReason>`;
  assert.deepEqual(
    offered("wrapUp", `<WrapUpReasons>${reason("ours", false)}${reason("all", true)}</WrapUpReasons>`),
    ["ours"],
  );
  const book = (type) => `<PhoneBook><name>${type}</name><type>${type}</type></PhoneBook>`;
  assert.deepEqual(offered("phoneBooks", `<PhoneBooks>${book("GLOBAL")}${book("TEAM")}</PhoneBooks>`), ["TEAM"]);
  const layout = (type) =>
    `<MediaPropertiesLayout><name>${type}</name><type>${type}</type></MediaPropertiesLayout>`;
  assert.deepEqual(
    offered("callVariables", `<x>${layout("DEFAULT")}${layout("CUSTOM")}</x>`),
    ["CUSTOM"],
  );
});

for (const seed of SEEDS.slice(0, 20)) {
  test(`what is assigned is read in the order in which it was written, seed ${seed}`, () => {
    const { pick, below } = random(seed);
    const kind = pick(RESOURCES);
    const uris = Array.from({ length: below(20) }, () => `/finesse/api/${kind.item}/${below(1000)}`);
    assert.deepEqual(readAssigned(kind, parse(String(assignmentBody(kind, uris)))), uris);
  });
}

test("a team's layout is written with its text, and with the default one without", () => {
  const layoutxml = '<finesseLayout a="&amp;">\n<x/></finesseLayout>';
  const own = { useDefault: false, layoutxml };
  assert.deepEqual(readTeamLayout(parse(String(teamLayoutBody(own)))), own);
  assert.equal(teamLayoutBody({ useDefault: true, layoutxml }).child("layoutxml"), undefined);
});

test("teams are read by name and number", () => {
  const xml = "<Teams><Team><uri>/finesse/api/Team/1</uri><id>1</id><name>A &amp; B</name></Team></Teams>";
  assert.deepEqual(readTeams(parse(xml)), [{ uri: "/finesse/api/Team/1", id: 1, name: "A & B" }]);
});
