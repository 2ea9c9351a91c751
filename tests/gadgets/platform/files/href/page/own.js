heard = [];
gadgets.HubSettings.onConnect = () => {
  heard.push(["connect"]);
  const config = finesse.gadget.Config; // as the library made it
  finesse.clientservices.ClientServices.init(config);
  new finesse.restservices.User({ id: config.id, onLoad: (user) => heard.push(["user", user.getId()]) });
  gadgets.window.adjustHeight(123);
};
