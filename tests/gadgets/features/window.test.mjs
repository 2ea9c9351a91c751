import assert from "node:assert/strict";
import { test } from "node:test";

import { gadgetPage } from "./frames.mjs";

const heights = (told) => told.filter(([service]) => service === "resize_iframe").map(([, height]) => height);

/** A gadget of which the browser says that its content, or one box in it, is so high. */
function high(content, options) {
  const page = gadgetPage(["dynamic-height"], { body: '<p style="margin: 0">x</p>', ...options });
  const { window } = page;
  window.document.body.style.margin = "0";
  page.content = content;
  Object.defineProperty(window, "innerHeight", { value: 200, configurable: true });
  Object.defineProperty(window.document.documentElement, "scrollHeight", { get: () => Math.max(page.content, 200) });
  const p = window.document.querySelector("p");
  p.getBoundingClientRect = () => ({ height: page.content, bottom: page.content });
  return page;
}

test("a height that the gadget names is told as a whole number, once", () => {
  const { gadgets, told } = gadgetPage(["dynamic-height"]);
  gadgets.window.adjustHeight(300);
  gadgets.window.adjustHeight("300px");
  gadgets.window.adjustHeight(120.7);
  gadgets.window.adjustHeight(0);
  assert.deepEqual(heights(told), [300, 120, 0]);
});

test("a height that is measured is that of the content, above and below the frame's own", () => {
  const page = high(500);
  page.gadgets.window.adjustHeight();
  page.content = 80;
  page.gadgets.window.adjustHeight();
  page.gadgets.window.adjustHeight();
  assert.deepEqual(heights(page.told), [500, 80]);
});

test("a frame that is not seen measures nothing and tells nothing", () => {
  const page = high(0);
  page.gadgets.window.adjustHeight();
  assert.deepEqual(heights(page.told), []);
});

test("before there is a body the height is measured when the page is loaded", () => {
  const page = high(90);
  const { body } = page.window.document;
  body.remove();
  page.gadgets.window.adjustHeight();
  page.gadgets.window.adjustHeight(40);
  assert.deepEqual(heights(page.told), [40]);
  page.window.document.documentElement.append(body);
  page.gadgets.util.runOnLoadHandlers();
  assert.deepEqual(heights(page.told), [40, 90]);
});

test("the frame's own size can be asked", () => {
  const { gadgets, window } = gadgetPage(["dynamic-height"]);
  assert.deepEqual({ ...gadgets.window.getViewportDimensions() }, { width: window.innerWidth, height: window.innerHeight });
});

test("the title is told as text", () => {
  const { gadgets, told } = gadgetPage(["settitle"]);
  gadgets.window.setTitle("A <b> & c");
  gadgets.window.setTitle(7);
  assert.deepEqual(told, [["set_title", "A <b> & c"], ["set_title", "7"]]);
});

test("the loading indicator's actions are told to the container", () => {
  const { gadgets, told } = gadgetPage(["loadingindicator"]);
  const { loadingindicator: indicator } = gadgets;
  indicator.showLoading();
  indicator.updateLoadingMessage("Wait");
  indicator.updateTimeoutMessage("Late");
  indicator.updateRetryButtonText("Again");
  indicator.dismiss();
  assert.deepEqual(told, [
    ["loading_indicator", "show", null],
    ["loading_indicator", "loadingMessage", "Wait"],
    ["loading_indicator", "timeoutMessage", "Late"],
    ["loading_indicator", "retryButtonText", "Again"],
    ["loading_indicator", "dismiss", null],
  ]);
});

test("a gadget knows its view and its parameters, and asks for another view", () => {
  const { gadgets, told } = gadgetPage(["views"], {
    query: `mid=1&view=canvas&view-params=${encodeURIComponent('{"call":"16"}')}`,
    config: { views: { default: {}, canvas: { isOnlyVisible: true } } },
  });
  assert.equal(gadgets.views.getCurrentView().getName(), "canvas");
  assert.equal(gadgets.views.getCurrentView().isOnlyVisibleGadget(), true);
  assert.deepEqual(Object.keys(gadgets.views.getSupportedViews()).sort(), ["canvas", "default"]);
  assert.equal(gadgets.views.getParams().call, "16");
  gadgets.views.requestNavigateTo("default", { a: 1 });
  gadgets.views.requestNavigateTo(gadgets.views.getSupportedViews().canvas);
  gadgets.views.requestNavigateTo(gadgets.views.ViewType.CANVAS);
  assert.deepEqual(told, [
    ["requestNavigateTo", "default", { a: 1 }, null],
    ["requestNavigateTo", "canvas", null, null],
    ["requestNavigateTo", "canvas", null, null],
  ]);
});

test("a gadget without a view is in the default one, and parameters that are none are none", () => {
  const { gadgets } = gadgetPage(["views"], { query: "mid=1&view-params=nonsense" });
  assert.equal(gadgets.views.getCurrentView().getName(), "default");
  assert.deepEqual({ ...gadgets.views.getParams() }, {});
});

test("the margins of the body and of its last child count once", () => {
  const page = high(90);
  page.window.document.body.style.margin = "8px";
  page.window.document.querySelector("p").style.marginBottom = "20px";
  page.gadgets.window.adjustHeight();
  page.window.document.body.style.paddingBottom = "5px";
  page.gadgets.window.adjustHeight();
  assert.deepEqual(heights(page.told), [110, 123]);
});
