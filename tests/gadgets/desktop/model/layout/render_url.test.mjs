import assert from "node:assert/strict";
import { test } from "node:test";

import { languageOf, prefsOf, renderUrl } from "../../../../../gadgets/desktop/model/layout/render_url.js";
import { random, SEEDS } from "../../../random.mjs";
import { propertiesOf } from "../../../../../gadgets/desktop/model/layout/properties.js";

const HOST = "ccx1.example.com";
const GIVEN = {
  user: { loginId: "agent1", extension: "1001", teamId: "1", teamName: "Support" },
  place: { scheme: "https", host: HOST, port: "8445" },
  server: { host: HOST, domain: HOST, pubsubDomain: `pubsub.${HOST}` },
  locale: "en_US",
  properties: propertiesOf(),
  toaster: 8,
  url: "/3rdpartygadget/files/x.xml?mrdid=5000&a=b%20c",
  order: 14,
  tab: "myHistory",
  attributes: {},
};

const address = (given = {}, more = {}) => {
  const [language, country] = languageOf("en_US");
  const prefs = prefsOf({ ...GIVEN, ...given });
  return renderUrl({ url: given.url ?? GIVEN.url, mid: 0, country, language, prefs, ...more });
};

// source: a published request of /gadgets/ifr, CCE 12.6: the keys, their order, `undefined` as text, st, url last
test("the address has the keys of the product in their order", () => {
  const asked = new URL(address(), `https://${HOST}:8445`);
  assert.deepEqual(
    [...asked.searchParams.keys()].join(" "),
    "container mid nocache country lang view refresh up_id up_order up_urlPrefs up_country up_language up_locale up_host" +
      " up_hostPort up_extension up_xmppDomain up_pubsubDomain up_restHost up_mobileAgentMode up_mobileAgentDialNumber" +
      " up_scheme up_localhostFQDN up_localhostPort up_teamId up_teamName up_systemAuthMode up_compatibilityMode" +
      " up_toasterNotificationTimeout up_navItemRoute up_speechRecognitionHighlights up_cceSkillTargetId" +
      " up_enableDropParticipantFor up_dropParticipant up_CCDContainer up_externalServerHost up_deploymentType" +
      " up_peripheralId up_messages up_gadgetInfo st url",
  );
  assert.equal(
    address().split("&up_")[0],
    "/gadgets/ifr?container=default&mid=0&nocache=0&country=US&lang=en&view=default&refresh=86400",
  );
  assert.match(address(), /&up_mobileAgentMode=undefined&up_mobileAgentDialNumber=undefined&up_scheme=https&/);
  assert.match(address(), /&up_navItemRoute=%23%2FmyHistory&/);
  assert.match(address(), /&up_externalServerHost=https%3A%2F%2Fccx1\.example\.com%3A8445&up_deploymentType=UCCX&/);
  assert.match(
    address(),
    /&st=john\.doe:john\.doe:appid:cont:url:0:default&url=%2F3rdpartygadget%2Ffiles%2Fx\.xml%3Fmrdid%3D5000%26a%3Db%2520c$/,
  );
});

test("no password is in an address", () => {
  assert.doesNotMatch(address(), /authorization|password/i);
});

test("what the gadget's own address says is handed on as well", () => {
  const prefs = new Map(prefsOf(GIVEN));
  assert.deepEqual(JSON.parse(prefs.get("urlPrefs")), {
    mrdid: "5000",
    a: "b c",
    scheme: "https",
    hostname: HOST,
    port: "8445",
  });
});

// source: Administration Guide 15.0, gadget properties in the layout
test("an attribute of the layout stands in the place of the preference of its name, others follow", () => {
  const prefs = prefsOf({ ...GIVEN, attributes: { teamName: "Ours", "maxDialogLimit-5000": "3" } });
  assert.deepEqual(prefs.find(([name]) => name === "teamName"), ["teamName", "Ours"]);
  assert.deepEqual(prefs.at(-1), ["maxDialogLimit-5000", "3"]);
  assert.equal(prefs.filter(([name]) => name === "teamName").length, 1);
});

test("the configuration of the layout says who may drop participants", () => {
  const prefs = new Map(prefsOf({ ...GIVEN, properties: propertiesOf({ enableDropParticipantFor: "all", dropParticipant: "all" }) }));
  assert.equal(prefs.get("enableDropParticipantFor"), "all");
  assert.equal(prefs.get("dropParticipant"), "all");
});

test("a gadget outside the tabs has no route, and a locale may have no country", () => {
  assert.equal(new Map(prefsOf({ ...GIVEN, tab: undefined })).get("navItemRoute"), undefined);
  assert.deepEqual(languageOf("eo"), ["eo", ""]);
});

const PIECES = ["a", "&", "=", "?", "#", "%", "%20", "+", " ", "é", "\u{1F600}", "\uD800", "/", "<", '"', "up_x"];

for (const seed of SEEDS) {
  test(`gadgets find in the address what was put there, encoded once (seed ${seed})`, () => {
    const { pick, below } = random(seed);
    const word = () => Array.from({ length: below(8) }, () => pick(PIECES)).join("");
    const url = `https://${HOST}/x.xml?${word()}`;
    const attributes = { colour: word(), [`n${word()}`]: word() };
    const made = address({ url, attributes });
    // as gadgets read it: split at & and =, decoded once
    const query = made.slice(made.indexOf("?") + 1).split("&");
    const pairs = query.map((pair) => pair.split("="));
    assert.ok(pairs.every((pair) => pair.length === 2));
    const [name, value] = pairs.at(-1);
    assert.equal(name, "url");
    assert.equal(decodeURIComponent(value), url.toWellFormed());
    for (const [pref, text] of Object.entries(attributes)) {
      const found = pairs.find(([one]) => decodeURIComponent(one) === `up_${pref.toWellFormed()}`);
      assert.equal(decodeURIComponent(found[1]), text.toWellFormed());
    }
    assert.doesNotMatch(made, /[#\s<"]/);
  });
}
