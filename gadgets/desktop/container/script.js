/** The container's side of the gadgets' features: one classic script, which the server joins. */

import { h } from "../parts/dom.js";

const WITHIN = 10_000;

let loading; // or loaded; undefined where it is to be tried again

/** Load it, once. Throws where it does not come in time. */
export function containerScript(src) {
  loading ??= new Promise((resolve, reject) => {
    const script = h("script", { src, onload: resolve, onerror: () => reject(new Error(`${src} did not load`)) });
    setTimeout(() => reject(new Error(`${src} did not load in time`)), WITHIN);
    document.head.append(script);
  }).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}
