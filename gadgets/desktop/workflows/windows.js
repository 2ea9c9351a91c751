/** Windows that workflows open. */

/**
 * Open a page in a window of that name, which is used again; without a name in a new one. Whether the browser let it.
 *
 * A new window knows nothing of the desktop. One with a name is only found again while it knows its opener, as the
 * product's does.
 */
export function openWindow(url, name) {
  if (name !== "") {
    return window.open(url, free(name)) !== null;
  }
  const opened = window.open("about:blank", "_blank");
  if (opened === null) {
    return false;
  }
  opened.opener = null;
  opened.location.replace(url);
  return true;
}

/** The name, but never one by which the browser finds the desktop itself or a frame of it. */
function free(name) {
  const taken = [window.name, ...Array.from(document.querySelectorAll("iframe"), (frame) => frame.name)];
  return name.startsWith("_") || taken.includes(name) ? `workflow ${name}` : name;
}
