/** What gadgets keep in the browser over reloads and failovers, in IndexedDB, shared by a group of them. */

import { call } from "../base/notifier.js";

const DATABASE = "finesse.desktopCache";
const STORE = "entries";
/** Entries of one group. */
export const ENTRIES = 1000;

/** DesktopCache of one window. */
export function desktopCacheOf(frame) {
  let group = "default";
  let opened;

  const cache = {
    /** Name the group whose entries this gadget shares. */
    setGroup(name) {
      group = String(name);
    },

    /**
     * Put entries, each in the place of the one with its key.
     *
     * @param {{key: string, data: *}[]} entries
     * @param {function(?Error, object[]=): void} [callback]
     */
    saveOrUpdateData(entries, callback) {
      const [owner, all] = [group, Array.isArray(entries) ? entries : [entries]];
      run("readwrite", callback, (store, done) => {
        all.forEach(({ key, data }) => store.put({ group: owner, key, data }));
        store.count(allOf(owner)).onsuccess = ({ target }) => {
          if (target.result > ENTRIES) {
            done.error = new Error(
              `A group of the desktop's cache holds at most ${ENTRIES} entries: delete some.`,
            );
            store.transaction.abort();
          }
        };
        done.value = all;
      });
    },

    /** @param {function(?Error, {key: string, data: *}=): void} [callback] gets the entry, if there is one */
    fetchData(key, callback) {
      const owner = group;
      run("readonly", callback, (store, done) => {
        store.get([owner, key]).onsuccess = ({ target }) => {
          done.value = target.result && { key, data: target.result.data };
        };
      });
    },

    /** @param {function(?Error, string=): void} [callback] gets the key */
    deleteData(key, callback) {
      const owner = group;
      run("readwrite", callback, (store, done) => {
        store.delete([owner, key]);
        done.value = key;
      });
    },

    /** Delete all entries of the group. */
    clearData(callback) {
      const owner = group;
      run("readwrite", callback, (store) => store.delete(allOf(owner)));
    },
  };

  function run(mode, callback, work) {
    const done = { value: undefined, error: undefined };
    const end = (error) => call(callback, error, error ? undefined : done.value);
    database()
      .then((open) => {
        return new Promise((resolve, reject) => {
          const transaction = open.transaction(STORE, mode);
          transaction.oncomplete = resolve;
          transaction.onabort = () => reject(done.error ?? transaction.error ?? new Error("aborted"));
          try {
            work(transaction.objectStore(STORE), done);
          } catch (error) {
            done.error = error; // what cannot be cloned or be a key
            transaction.abort();
          }
        });
      })
      .then(
        () => end(null),
        (error) => end(error),
      );
  }

  function database() {
    opened ??= new Promise((resolve, reject) => {
      const request = frame.indexedDB.open(DATABASE, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: ["group", "key"] });
      request.onsuccess = () => {
        request.result.onversionchange = () => request.result.close();
        resolve(request.result);
      };
      request.onerror = () => reject(request.error);
    });
    opened.catch(() => (opened = undefined));
    return opened;
  }

  function allOf(name) {
    return frame.IDBKeyRange.bound([name], [name, []]);
  }

  return cache;
}

/** DesktopCache of this frame. */
export const DesktopCache = desktopCacheOf(globalThis);
