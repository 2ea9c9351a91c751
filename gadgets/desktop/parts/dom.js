/** Making elements. Text goes in as text nodes only, so that no data can become markup. */

/**
 * An element: attributes by name, `on…` for listeners; undefined, null and false attributes are left out. Children
 * are nodes, strings or lists of them; undefined, null and false are left out.
 */
export function h(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      made.addEventListener(name.slice(2), value);
    } else {
      setAttribute(made, name, value);
    }
  }
  made.append(...present(children));
  return made;
}

/** Set an attribute, or take it away for undefined, null and false. Touches the page only where it changes. */
export function setAttribute(element, name, value) {
  if (value === undefined || value === null || value === false) {
    if (element.hasAttribute(name)) {
      element.removeAttribute(name);
    }
    return;
  }
  const text = value === true ? "" : String(value);
  if (element.getAttribute(name) !== text) {
    element.setAttribute(name, text);
  }
}

/** Set an element's text, if it is another one. */
export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** Replace an element's children, if `version` is another than last time. */
export function refill(element, version, makeChildren) {
  if (element.dataset.version !== version) {
    element.dataset.version = version;
    element.replaceChildren(...present([makeChildren()]));
  }
}

function present(children) {
  return children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false);
}
