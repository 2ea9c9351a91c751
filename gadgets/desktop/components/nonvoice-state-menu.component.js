/** The digital channels of gadgets in the header. */

import { ChannelMenu } from "../services/channel_menu.js";

export function component({ say, services }) {
  const menu = new ChannelMenu({
    say,
    choose: (id, menuId) => services.chooseChannel(id, menuId),
    chooseForAll: (menuId) => services.chooseForAll(menuId),
  });
  const stop = services.watchChannels((channels) => menu.update(channels));
  return {
    element: menu.element,
    update() {},
    tick() {},
    remove: stop,
    commands: {
      channels: () => menu.open(),
      channelsReady: () => services.chooseForAll("ALL_READY"),
      channelsNotReady: () => services.chooseForAll("ALL_NOT_READY"),
    },
  };
}
