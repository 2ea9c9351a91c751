/** Phone books: whose they are, and their contacts, one by one or as a file. */

import { h, setText } from "../../desktop/parts/dom.js";
import { readInTurns } from "../../desktop/turns.js";
import { contactsIn, LARGEST } from "../model/contacts_file.js";
import {
  contactBody,
  CONTACTS,
  nameFault,
  nameOf,
  NAME,
  PHONE_BOOK,
  PHONE_NUMBER,
  phoneBookBody,
  readContact,
  readPhoneBooks,
  roomFault,
  WORDS,
} from "../model/phone_books.js";
import { formDialog } from "../parts/dialog.js";
import { choiceField, textField } from "../parts/fields.js";
import { icon } from "../parts/icons.js";
import { List } from "../parts/list.js";
import { tried } from "../parts/tried.js";

/** See screens.js. */
export function screen(given) {
  return new PhoneBooks(given);
}

class PhoneBooks {
  constructor(given) {
    Object.assign(this, given, { tried: (does, done) => tried(given.notify, does, done) });
    const { say, language, readOnly } = this;
    this.books = new List({
      say,
      language,
      readOnly,
      name: "phoneBooks",
      heading: h("h2", {}, say("phoneBooks.list")),
      label: say("tab.phoneBooks"),
      columns: [
        { id: "name", title: say("phoneBooks.name"), value: ({ name }) => name },
        { id: "type", title: say("phoneBooks.type"), value: ({ type }) => say(`phoneBooks.${type}`) },
      ],
      keyOf: ({ uri }) => uri,
      titleOf: ({ name }) => name,
      empty: { title: say("phoneBooks.none"), text: say("phoneBooks.noneText") },
      create: () => void this.edit(),
      edit: (book) => void this.edit(book),
      remove: (book) => this.removeBook(book),
      choose: (book) => void this.tried(() => this.open(book)),
      refresh: () => this.tried(() => this.load()),
    });
    this.contacts = new Contacts(given, this.tried);
    this.element = h("div", { class: "phone-books" }, this.books.element, this.contacts.element);
  }

  async load() {
    this.known = readPhoneBooks(await this.rest.get(`${PHONE_BOOK}s`));
    this.books.show(this.known);
    await this.open(this.known.find(({ uri }) => uri === this.opened) ?? this.known[0]);
  }

  isDirty() {
    return [this.dialog, this.contacts.dialog].some((dialog) => dialog?.isDirty() === true);
  }

  remove() {
    this.contacts.element.remove();
  }

  /** Show a book's contacts; without a book, that there is none. */
  async open(book) {
    this.opened = book?.uri;
    this.books.mark(book?.uri);
    await this.contacts.open(book);
  }

  async removeBook(book) {
    await this.tried(() => this.rest.delete(book.uri), ["saved.removed", { name: book.name }]);
    await this.tried(() => this.load());
  }

  async edit(book) {
    const { say } = this;
    const others = this.known.filter(({ uri }) => uri !== book?.uri);
    const name = textField({
      say,
      name: "name",
      label: say("phoneBooks.name"),
      hint: say("phoneBooks.nameHint"),
      value: book?.name,
      required: true,
      most: NAME,
      check: (text) => nameFault(text, others),
    });
    const type = choiceField({
      say,
      name: "type",
      label: say("phoneBooks.type"),
      hint: say("phoneBooks.typeHint"),
      value: book?.type,
      options: ["GLOBAL", "TEAM"].map((value) => ({ value, label: say(`phoneBooks.${value}`) })),
      check: (value) => roomFault(value, others),
    });
    this.dialog = formDialog({
      say,
      title: say(book === undefined ? "phoneBooks.new" : "phoneBooks.edit"),
      fields: [name, type],
      mayBeSent: async (values) =>
        !(book?.type === "TEAM" && values.type === "GLOBAL") ||
        (await this.confirm({
          title: "phoneBooks.toAllTitle",
          question: ["phoneBooks.toAll", { name: values.name }],
          yes: "question.yes",
          no: "question.no",
        })),
      submit: async (values) => {
        const body = phoneBookBody(values);
        if (book === undefined) {
          this.opened = await this.rest.post(PHONE_BOOK, body);
        } else {
          await this.rest.put(book.uri, body);
        }
        this.notify.saved(["phoneBooks.saved", { name: values.name }]);
      },
    });
    if (await this.dialog.saved) {
      await this.tried(() => this.load());
    }
  }
}

/** The contacts of the book that is open. */
class Contacts {
  constructor(given, tried) {
    Object.assign(this, given, { tried });
    const { say, language, readOnly } = this;
    const text = (name) => ({ id: name, title: say(`contact.${name}`), value: (contact) => contact[name] });
    this.file = h("input", {
      type: "file",
      accept: ".csv,text/csv,text/plain",
      hidden: true,
      "data-testid": "import-file",
      onchange: () => void this.chosen(),
    });
    this.importing = button(say, "upload", "import.button", () => this.file.click());
    this.exporting = button(say, "download", "export.button", () => void this.tried(() => this.export()));
    this.heading = h("h2", { dir: "auto", "data-testid": "contacts-of" });
    this.list = new List({
      say,
      language,
      readOnly,
      name: "contacts",
      heading: this.heading,
      label: say("contact.list"),
      columns: ["firstName", "lastName", "phoneNumber", "description"].map(text),
      keyOf: ({ uri }) => uri,
      titleOf: nameOf,
      empty: { title: say("contact.none"), text: say("contact.noneText") },
      create: () => void this.edit(),
      createText: say("contact.newButton"),
      edit: (contact) => void this.edit(contact),
      remove: (contact) => this.remove(contact),
      refresh: () => this.tried(() => this.load()),
      more: [!readOnly && this.importing, !readOnly && this.file, this.exporting],
    });
    this.element = this.list.element;
  }

  async open(book) {
    this.book = book;
    this.element.hidden = book === undefined;
    setText(this.heading, book?.name ?? "");
    this.list.show([]);
    if (book !== undefined) {
      await this.load();
    }
  }

  async load() {
    const { book } = this;
    const xml = await this.rest.get(`${book.uri}/Contacts`);
    const contacts = await readInTurns(xml.all("Contact"), readContact);
    if (book === this.book) {
      this.known = contacts;
      this.list.show(contacts);
    }
  }

  async remove(contact) {
    await this.tried(() => this.rest.delete(contact.uri), ["saved.removed", { name: nameOf(contact) }]);
    await this.tried(() => this.load());
  }

  async edit(contact) {
    const { say, book } = this;
    if (contact === undefined && this.known.length >= CONTACTS) {
      this.notify.failed(["contact.full", { most: CONTACTS }]);
      return;
    }
    const field = (name, more) =>
      textField({ say, name, label: say(`contact.${name}`), value: contact?.[name], most: WORDS, ...more });
    this.dialog = formDialog({
      say,
      title: say(contact === undefined ? "contact.new" : "contact.edit"),
      fields: [
        field("firstName"),
        field("lastName"),
        field("phoneNumber", {
          required: true,
          most: PHONE_NUMBER,
          hint: say("contact.numberHint"),
          attributes: { inputmode: "tel" },
        }),
        field("description"),
      ],
      submit: async (values) => {
        const body = contactBody(values);
        await (contact === undefined ? this.rest.post(`${book.uri}/Contact`, body) : this.rest.put(contact.uri, body));
        this.notify.saved(["contact.saved", { name: nameOf(values) }]);
      },
    });
    if (await this.dialog.saved) {
      await this.tried(() => this.load());
    }
  }

  /** A file was chosen: what is in it is said before it replaces anything. */
  async chosen() {
    const { say, book } = this;
    const [file] = this.file.files;
    const read = contactsIn(new Uint8Array(await file.slice(0, LARGEST + 1).arrayBuffer()));
    this.file.value = "";
    const number = (value) => new Intl.NumberFormat(this.language).format(value);
    const faults = (read.faults ?? []).map(({ line, text }) =>
      say("import.line", { line: number(line), text: [text, {}] }),
    );
    if (read.refused !== undefined) {
      const [key, { most = 0, heading }] = read.refused;
      this.notify.failed([key, { most: number(most), heading }], faults.join(" "));
      return;
    }
    const count = number(read.count);
    const values = { file: file.name, count, before: number(this.known.length), book: book.name };
    const isSure = await this.confirm({
      title: "import.title",
      question: ["import.question", values],
      details: read.left > 0 ? [say("import.left", { count: number(read.left) }), ...faults] : [],
      yes: "import.yes",
      no: "form.cancel",
    });
    if (isSure) {
      const form = new FormData();
      form.append("datafile", file, file.name);
      await this.tried(
        () => this.rest.upload(`${book.uri}/Contacts/csvFileContent`, form),
        ["import.done", { count, book: book.name }],
      );
      await this.tried(() => this.load());
    }
  }

  /** The contacts as a file of the browser's downloads. */
  async export() {
    const text = await this.rest.text(`${this.book.uri}/Contacts/csvFileContent`, "text/csv");
    const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    h("a", { href: address, download: `${this.book.name}.csv` }).click();
    setTimeout(() => URL.revokeObjectURL(address));
  }
}

function button(say, picture, text, onclick) {
  return h(
    "button",
    { type: "button", class: "button quiet", "data-testid": text.replace(".", "-"), onclick },
    icon(picture),
    say(text),
  );
}
