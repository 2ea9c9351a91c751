/**
 * Loaded before every test: Node lacks the one thing of a browser that the pure modules use, its XML parser. It takes
 * Node half a second to load, so it is there when it is first asked for.
 */
import { createRequire } from "node:module";

Object.defineProperty(globalThis, "DOMParser", {
  configurable: true,
  get() {
    const { JSDOM } = createRequire(import.meta.url)("jsdom");
    const { DOMParser } = new JSDOM().window;
    Object.defineProperty(globalThis, "DOMParser", { value: DOMParser, configurable: true, writable: true });
    return DOMParser;
  },
});
