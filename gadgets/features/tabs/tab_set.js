/** `gadgets.TabSet`: tabs within a gadget, worked with the mouse or with the arrow keys. */
(function () {
  "use strict";

  const ALIGNMENTS = { left: "flex-start", center: "center", right: "flex-end" };
  const STYLE = `
    .tablib_navContainer { display: flex; gap: 2px; border-bottom: 1px solid #8495ad; margin: 0; padding: 0; }
    .tablib_unselected, .tablib_selected { font: inherit; cursor: pointer; padding: 4px 12px;
      border: 1px solid #8495ad; border-bottom: 0; border-radius: 6px 6px 0 0;
      background: #edf1f6; color: #10203a; }
    .tablib_selected { background: #fff; font-weight: bold; }`;
  let made = 0;

  class Tab {
    constructor(set, name, content, callback, tooltip) {
      this.set_ = set;
      this.callback_ = callback;
      this.content_ = content;
      this.name_ = document.createElement("button");
      this.name_.type = "button";
      this.name_.textContent = name;
      this.name_.title = tooltip || "";
      this.name_.setAttribute("role", "tab");
      this.name_.setAttribute("aria-controls", content.id);
      this.name_.id = `${content.id}_tab`;
      this.name_.addEventListener("click", () => set.select_(this));
      content.setAttribute("role", "tabpanel");
      content.setAttribute("aria-labelledby", this.name_.id);
    }

    getName() {
      return this.name_.textContent;
    }

    getNameContainer() {
      return this.name_;
    }

    getContentContainer() {
      return this.content_;
    }

    getCallback() {
      return this.callback_;
    }

    getIndex() {
      return this.set_.tabs_.indexOf(this);
    }

    show_(shown) {
      this.name_.className = shown ? "tablib_selected" : "tablib_unselected";
      this.name_.setAttribute("aria-selected", String(shown));
      this.name_.tabIndex = shown ? 0 : -1;
      this.content_.style.display = shown ? "block" : "none";
    }
  }

  gadgets.Tab = Tab;

  gadgets.TabSet = class {
    /** `defaultTab` is the name of the tab to be shown first; `container` an element, else the end of the body. */
    constructor(moduleId, defaultTab, container) {
      this.moduleId_ = moduleId || 0;
      this.defaultTab_ = defaultTab;
      this.tabs_ = [];
      this.selected_ = null;
      this.header_ = document.createElement("div");
      this.header_.className = "tablib_navContainer";
      this.header_.setAttribute("role", "tablist");
      this.header_.addEventListener("keydown", (event) => this.key_(event));
      this.contents_ = document.createElement("div");
      this.place_ = container || document.body.appendChild(document.createElement("div"));
      this.place_.append(styled(), this.header_, this.contents_);
    }

    /**
     * Add a tab: `{contentContainer, callback, tooltip, index}`, or the older form, the id of the content and the
     * callback. `callback` is called with the id of the content each time the tab is shown. Returns that id.
     */
    addTab(name, options, callback) {
      const older = typeof options !== "object" || options === null;
      const asked = older ? { contentContainer: options, callback } : options;
      made += 1;
      const given = asked.contentContainer;
      const content = (typeof given === "string" ? document.getElementById(given) : given) || this.content_();
      content.id = content.id || `gadgets_tab_${this.moduleId_}_${made}`;
      if (!this.contents_.contains(content)) {
        this.contents_.append(content);
      }
      const tab = new Tab(this, name, content, asked.callback, asked.tooltip);
      const last = this.tabs_.length;
      const at = Number.isInteger(asked.index) ? Math.max(0, Math.min(asked.index, last)) : last;
      this.header_.insertBefore(tab.name_, this.tabs_[at]?.name_ ?? null);
      this.tabs_.splice(at, 0, tab);
      tab.show_(false);
      if (!this.selected_ || name === this.defaultTab_) {
        this.select_(tab);
      }
      return content.id;
    }

    removeTab(index) {
      const [tab] = this.tabs_.splice(index, 1);
      if (!tab) {
        return;
      }
      tab.name_.remove();
      tab.content_.remove();
      if (this.selected_ === tab) {
        this.selected_ = null;
        const next = this.tabs_[Math.min(index, this.tabs_.length - 1)];
        if (next) {
          this.select_(next);
        }
      }
    }

    swapTabs(one, other) {
      const [a, b] = [this.tabs_[one], this.tabs_[other]];
      if (a && b && a !== b) {
        this.tabs_[one] = b;
        this.tabs_[other] = a;
        this.header_.append(...this.tabs_.map(({ name_: name }) => name));
      }
    }

    setSelectedTab(index) {
      if (this.tabs_[index]) {
        this.select_(this.tabs_[index]);
      }
    }

    getSelectedTab() {
      return this.selected_;
    }

    getTabs() {
      return [...this.tabs_];
    }

    getHeaderContainer() {
      return this.header_;
    }

    displayTabs(shown) {
      this.place_.style.display = shown ? "" : "none";
    }

    /** `left`, `center` or `right`, with so many pixels from the edge. */
    alignTabs(alignment, offset) {
      this.header_.style.justifyContent = ALIGNMENTS[alignment] || ALIGNMENTS.left;
      this.header_.style.paddingInline = `${Number.parseInt(offset, 10) || 0}px`;
    }

    content_() {
      return document.createElement("div");
    }

    select_(tab) {
      this.selected_ = tab;
      for (const each of this.tabs_) {
        each.show_(each === tab);
      }
      if (typeof tab.callback_ === "function") {
        tab.callback_(tab.content_.id);
      }
    }

    key_(event) {
      const last = this.tabs_.length - 1;
      const at = this.selected_ ? this.selected_.getIndex() : 0;
      const next = at === last ? 0 : at + 1;
      const before = at === 0 ? last : at - 1;
      const to = { ArrowRight: next, ArrowLeft: before, Home: 0, End: last }[event.key];
      if (to !== undefined) {
        event.preventDefault();
        this.setSelectedTab(to);
        this.selected_.name_.focus();
      }
    }
  };

  function styled() {
    const style = document.createElement("style");
    style.textContent = STYLE;
    return style;
  }
})();
