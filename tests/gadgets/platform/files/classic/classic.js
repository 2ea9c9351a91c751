var finesse = finesse || {};
finesse.gadget = finesse.gadget || {};
finesse.container = finesse.container || {};
clientLogs = finesse.cslogger || {}; // a global, as many gadgets leak it
heard = []; // what happened, in order; the tests read it

/** @namespace */
finesse.gadget.Config = (function () {
  var prefs = new gadgets.Prefs();
  return {
    authorization: prefs.getString("authorization"),
    country: prefs.getString("country"),
    language: prefs.getString("language"),
    locale: prefs.getString("locale"),
    host: prefs.getString("host"),
    hostPort: prefs.getString("hostPort"),
    extension: prefs.getString("extension"),
    mobileAgentMode: prefs.getString("mobileAgentMode"),
    mobileAgentDialNumber: prefs.getString("mobileAgentDialNumber"),
    xmppDomain: prefs.getString("xmppDomain"),
    pubsubDomain: prefs.getString("pubsubDomain"),
    restHost: prefs.getString("restHost"),
    scheme: prefs.getString("scheme"),
    localhostFQDN: prefs.getString("localhostFQDN"),
    localhostPort: prefs.getString("localhostPort"),
    clientDriftInMillis: prefs.getInt("clientDriftInMillis"),
    id: prefs.getString("id"),
    teamId: prefs.getString("teamId"),
    teamName: prefs.getString("teamName")
  };
}());

finesse.modules = finesse.modules || {};
finesse.modules.Classic = (function ($) {
  var user, dialogs, states, containerServices, shown = 0,
    render = function () { gadgets.window.adjustHeight(); },
    note = function (what, value) { heard.push([what, value]); },
    numbers = function (dialog) {
      return [dialog.getId(), dialog.getFromAddress(), dialog.getToAddress(), dialog.getState()];
    },
    handleNewDialog = function (dialog) {
      note("dialog", numbers(dialog));
      note("variables", dialog.getMediaProperties());
      dialog.addHandler("change", function (changed) { note("dialogChange", numbers(changed)); });
    },
    handleEndDialog = function (dialog) { note("dialogEnd", numbers(dialog)); },
    handleUserLoad = function () {
      note("user", [user.getId(), user.getFirstName(), user.getLastName(), user.getExtension(),
        user.getState(), user.getTeamId(), user.getTeamName(), user.hasSupervisorRole()]);
      dialogs = user.getDialogs({
        onCollectionAdd: handleNewDialog,
        onCollectionDelete: handleEndDialog,
        onLoad: function () { note("dialogs", dialogs.length); }
      });
    };
  return {
    call: function (number) {
      user.makeCall(number, {
        success: function (rsp) { note("made", rsp.status); },
        error: function (rsp) { note("refused", rsp.object.ApiErrors.ApiError.ErrorType); }
      });
    },
    ready: function () { user.setState(states.READY); },
    initial: function () { return user; },
    init: function () {
      var config = finesse.gadget.Config;
      note("connect", gadgets.Hub.isConnected());
      $("#text").bind("click", function () { note("clicked"); });
      finesse.clientservices.ClientServices.init(config, false);
      finesse.clientservices.ClientServices.registerOnConnectHandler(function () { note("connected"); });
      finesse.clientservices.ClientServices.registerOnDisconnectHandler(function () { note("lost"); });
      finesse.cslogger.ClientLogger.init(gadgets.Hub, "Classic");
      finesse.cslogger.ClientLogger.log("a line");
      states = finesse.restservices.User.States;
      user = new finesse.restservices.User({
        id: config.id,
        onLoad: handleUserLoad,
        onChange: function () { note("userChange", user.getState()); }
      });
      containerServices = finesse.containerservices.ContainerServices.init();
      containerServices.addHandler(finesse.containerservices.ContainerServices.Topics.ACTIVE_TAB, function () {
        shown += 1;
        note("shown", shown);
        render();
      });
      containerServices.makeActiveTabReq();
    }
  };
}(jQuery));
