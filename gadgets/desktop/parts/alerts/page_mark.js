/** The page's title and icon, by which a tab that is not looked at shows a ringing call. */

const SHAPE =
  "M5 4h3.5l2 5-2.5 1.8a12 12 0 0 0 5.2 5.2l1.8-2.5 5 2V19a2 2 0 0 1-2.2 2A16.5 16.5 0 0 1 3 6.2 2 2 0 0 1 5 4z";
const HANDSET = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-6 -6 36 36"><circle cx="12" cy="12" r="17" fill="#0c7350"/><path fill="#fff" d="${SHAPE}"/></svg>`;

/** A picture of a handset, as an address. */
export const RINGING = `data:image/svg+xml,${encodeURIComponent(HANDSET)}`;

export class PageMark {
  constructor() {
    this.title = document.title;
    this.icon = document.querySelector('link[rel="icon"]');
    this.address = this.icon?.getAttribute("href");
  }

  /** Show a call by those words; undefined brings the page's own title and icon back. */
  show(words) {
    const title = words === undefined ? this.title : `${words} · ${this.title}`;
    if (document.title === title) {
      return;
    }
    document.title = title;
    this.icon?.setAttribute("href", words === undefined ? this.address : RINGING);
  }
}
