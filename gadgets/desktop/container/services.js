/** What gadgets ask of the container by rpc; the answers to gadgets of frames that the board does not have are none. */

/** Register every service. `board()` gives the board, once it is there. */
export function registerServices(board) {
  const rpc = window.gadgets?.rpc;
  if (rpc === undefined) {
    return;
  }
  for (const [name, serve] of Object.entries(SERVICES)) {
    rpc.register(name, function (...asked) {
      const gadget = board()?.gadget(/^finesse_gadget_(\d+)$/.exec(this.f)?.[1]);
      if (gadget !== undefined) {
        serve(gadget, board(), ...asked);
      }
    });
  }
}

const SERVICES = {
  resize_iframe: (gadget, _board, height) => gadget.resize(height),
  set_title: (gadget, _board, title) => gadget.title(title),
  set_pref(gadget, _board, _token, ...pairs) {
    for (let at = 0; at + 1 < pairs.length && at < 200; at += 2) {
      gadget.keep(String(pairs[at]), String(pairs[at + 1]));
    }
  },
  requestNavigateTo: (gadget, board, view) => board.room.maximise(gadget, view === "canvas"),
  requestSendMessage() {},
  loading_indicator(gadget, _board, action, value) {
    const { loading } = gadget;
    switch (action) {
      case "dismiss":
        loading.become({ dismissed: true });
        break;
      case "show":
        loading.begin(true);
        break;
      case "loadingMessage":
        loading.text("loading", value);
        break;
      case "timeoutMessage":
        loading.text("late", value);
        break;
      case "retryButtonText":
        loading.text("retry", value);
    }
  },
};
