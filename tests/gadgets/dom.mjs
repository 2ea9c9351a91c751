/** Loaded before every test: Node lacks the one thing of a browser that the pure modules use, its XML parser. */
import { JSDOM } from "jsdom";

globalThis.DOMParser = new JSDOM().window.DOMParser;
