import { text } from "./text.js";

globalThis.heard = [];
await new Promise((resolve) => setTimeout(resolve, 300)); // long after the end of the body
gadgets.HubSettings.onConnect = () => {
  heard.push(["connect", gadgets.Hub.isConnected()]);
  document.getElementById("app").textContent = text;
  const services = finesse.containerservices.ContainerServices.init();
  services.setMyGadgetTitle("A title of its own");
  gadgets.loadingindicator.dismiss();
  gadgets.window.adjustHeight();
};
