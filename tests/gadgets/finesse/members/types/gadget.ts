/** A gadget as somebody would write it with the types, strictly; each line marked must not compile. */

type Config = finesse.gadget.Configuration;

const { ClientServices } = finesse.clientservices;
const { ContainerServices } = finesse.containerservices;
const { ClientLogger } = finesse.cslogger;
const { User, Dialog } = finesse.restservices;
const { Utilities } = finesse.utilities;

let user: finesse.restservices.User;
let dialogs: finesse.restservices.Dialogs;

function handleNewDialog(dialog: finesse.restservices.Dialog): void {
  const variables: Record<string, string> = dialog.getMediaProperties();
  const others = dialog.getParticipants().map(({ mediaAddress, state }) => `${mediaAddress}: ${state}`);
  ClientLogger.log(`${dialog.getFromAddress()} ${variables.callVariable1} ${others.join()}`);
  dialog.addHandler("change", (changed: finesse.restservices.Dialog) => {
    if (changed.getState() === Dialog.States.ACTIVE) {
      changed.requestAction(user.getExtension(), Dialog.Actions.HOLD, {
        error: (rsp) => ClientLogger.log(Utilities.getErrCode(rsp)),
      });
    }
  });
}

function handleUserLoad(loaded: finesse.restservices.User): void {
  dialogs = loaded.getDialogs({
    onCollectionAdd: handleNewDialog,
    onLoad: (all) => all.getDialogCount(true),
  });
  const state: "READY" | "NOT_READY" | "LOGOUT" | string = loaded.getState();
  if (state === User.States.NOT_READY) {
    loaded.getNotReadyReasonCodes({
      success(reasons) {
        const first = reasons?.[0];
        loaded.setState(User.States.NOT_READY, first ?? null).makeCall("5551", { success: () => {} });
      },
    });
  }
  const names: string[] = loaded.getSupervisedTeams().map(({ name }) => name);
  ClientLogger.log(names.length + Object.keys(dialogs.getCollection()).length);
}

class Mine extends finesse.FinesseBase {
  constructor(readonly title: string) {
    super(title);
  }
}

gadgets.HubSettings.onConnect = () => {
  const config: Config = finesse.gadget.Config;
  ClientServices.init(config, false).registerOnConnectHandler(() => new Mine("connected").title);
  ClientLogger.init(gadgets.Hub, "Mine", config);
  user = new User({ id: config.id, onLoad: handleUserLoad, onError: (rsp) => ClientLogger.log(rsp) });

  const services = ContainerServices.init();
  services.addHandler(services.Topics.ACTIVE_TAB, () => gadgets.window.adjustHeight());
  services.addHandler(services.Topics.WORKFLOW_ACTION_EVENT, (event) => {
    const path: string | undefined = event.getParams()?.path?.expandedValue;
    ClientLogger.log(path);
  });
  services.addHandler(services.Topics.TIMER_TICK_EVENT, (tick) => tick.getDateQueued()?.getTime());
  services.addHandler("my.topic", (data) => data);
  services.showDialog({ title: "Title", message: "Message", close: () => services.hideDialog() });

  finesse.containerservices.FinesseToaster.init(config, ClientLogger).showToaster("Call", {
    autoClose: 20000,
  });
  const popovers = finesse.containerservices.PopoverService.init(services);
  const id: string = popovers.showPopover(
    { content: [{ name: "Name", value: "Ada" }] },
    { displayTimeoutInSecs: 10, display: true, counterType: popovers.COUNTER_TYPE.COUNT_DOWN },
    { dismissible: false, buttons: [{ id: "ok", label: "Accept", type: "Affirm" }] },
    ({ popoverId, source }) => source === "ok" && popovers.dismissPopover(popoverId),
  );
  const channels = finesse.digital.ChannelService.init(services);
  channels.addChannel(id, { channelState: { label: "Chat" } }, (_channel, _menu, done) => done());
  finesse.utilities.DesktopCache.fetchData("key", (error, entry) => !error && entry?.data);
};

export function wrong(): void {
  // @ts-expect-error there is no such state
  User.States.IDLE;
  // @ts-expect-error a number is no text
  user.makeCall(5551);
  // @ts-expect-error a collection is no array
  dialogs.getCollection().forEach(handleNewDialog);
  // @ts-expect-error there is no such event
  user.addHandler("changed", () => {});
  // @ts-expect-error the digits come last
  dialogs.getCollection()["1"].sendDTMFRequest("1001", "5", {});
  // @ts-expect-error constants do not change
  Dialog.States.ACTIVE = "ACTIVE";
  // @ts-expect-error there is no such member
  ContainerServices.getMyTab();
}
