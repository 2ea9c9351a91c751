/** The contacts of the agent's phone books: found by a search, and as the names of numbers. */

const FIRST_NAME = 16; // characters of it that are shown

/** The entries of all books of `<PhoneBooks>`, each to be read by `readContact`: there may be thousands. */
export function contactElements(xml) {
  return xml
    .all("PhoneBook")
    .flatMap((book) => (book.child("contacts") ?? book.child("Contacts"))?.all("Contact") ?? []);
}

export function readContact(xml) {
  const [first, last] = [xml.at("firstName"), xml.at("lastName")];
  const short = first.length > FIRST_NAME ? `${first.slice(0, FIRST_NAME)}…` : first;
  const number = xml.at("phoneNumber");
  const name = together(first, last);
  return {
    name,
    shown: together(short, last),
    number,
    note: xml.at("description"),
    sought: `${name}\n${number}`.toLowerCase(),
  };
}

const together = (...words) => words.filter(Boolean).join(" ");

/** Those whose name or number has these words somewhere. */
export function found(contacts, words) {
  const wanted = words.trim().toLowerCase();
  return wanted === "" ? contacts : contacts.filter(({ sought }) => sought.includes(wanted));
}

const NAMES = new WeakMap(); // by list, made when it is first asked for

/** The name of a number, "" where no contact has it. */
export function nameOf(contacts, number) {
  let names = NAMES.get(contacts);
  if (names === undefined) {
    names = new Map(contacts.toReversed().map((contact) => [contact.number, contact.name]));
    NAMES.set(contacts, names);
  }
  return names.get(number) ?? "";
}
