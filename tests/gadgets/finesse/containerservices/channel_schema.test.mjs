import assert from "node:assert/strict";
import { test } from "node:test";

import { ChannelSchema } from "../../../../gadgets/finesse/containerservices/channel_schema.js";
import { JsonValidator } from "../../../../gadgets/finesse/utilities/json_validator.js";

const PARTS = {
  getMenuConfigSchema: { label: "Chat", menuItems: [{ id: "r", label: "Ready", iconColor: "available" }] },
  getChannelConfigSchema: { actionTimeoutInSec: 30, icons: [{ type: "collab-icon", value: "Chat" }] },
  getChannelStateSchema: { label: "Chat", currentState: "Ready", enable: true, iconBadge: "none" },
};

test("the schemas take a whole channel and its parts, and each caller has his own", () => {
  for (const [name, part] of Object.entries(PARTS)) {
    assert.equal(JsonValidator.validateJson(part, ChannelSchema[name]()).valid, true, name);
    assert.notEqual(ChannelSchema[name](), ChannelSchema[name]());
  }
  const [menuConfig, channelConfig, channelState] = Object.values(PARTS);
  const whole = { menuConfig, channelConfig, channelState };
  assert.equal(JsonValidator.validateJson(whole, ChannelSchema.getChannelSchema()).valid, true);
});

test("a menu may be waited for at most thirty seconds", () => {
  const { valid, errors } = JsonValidator.validateJson(
    { channelConfig: { actionTimeoutInSec: 31 } },
    ChannelSchema.getChannelSchema(),
  );
  assert.equal(valid, false);
  assert.deepEqual(errors, [{ path: ".channelConfig.actionTimeoutInSec", message: "must be at most 30" }]);
});
