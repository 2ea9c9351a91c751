/* global finesse, gadgets */
const now = () => performance.timeOrigin + performance.now();
window.updates = []; // [requestId, when] of each change of the user
gadgets.HubSettings.onConnect = () => {
  (parent.connected ??= []).push(now());
  const { Config } = finesse.gadget;
  finesse.clientservices.ClientServices.init(Config);
  gadgets.Hub.subscribe(`finesse.api.User.${Config.id}`, (topic, data) => {
    updates.push([data.object.Update.requestId, now()]);
  });
  window.user = new finesse.restservices.User({
    id: Config.id,
    onLoad: () => {
      gadgets.window.adjustHeight(120);
      parent.loaded = (parent.loaded ?? 0) + 1;
    },
  });
};
