/* Points that wait on this device: closed envelopes and nothing else, in IndexedDB, until the house has them.

   A row is {id, note, envelope, day}; the day is a number without an hour. What waited longer than the ticket of its page
   is good for goes at the next start. Where a browser keeps nothing, envelopes wait in the memory of the page. */
(() => {
  "use strict";
  const NAME = "underrose-room", SHELF = "envelopes", DAYS = 1;
  const memory = new Map();
  let opening = null, isKept = true;

  const today = () => Math.floor(Date.now() / 86400000);
  const answered = (asked) => new Promise((good, bad) => {
    asked.onsuccess = () => good(asked.result);
    asked.onerror = () => bad(asked.error);
  });

  function opened() {
    opening ||= new Promise((good, bad) => {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(SHELF, { keyPath: "id" });
      asked.onsuccess = () => {
        // Another window wipes this device: do not stand in its way.
        asked.result.onversionchange = () => { asked.result.close(); opening = null; };
        good(asked.result);
      };
      asked.onerror = () => bad(asked.error);
      asked.onblocked = () => bad(new Error("blocked"));
    });
    return opening;
  }

  // One transaction; done only once it is written, because the page then tells that the point is kept.
  async function within(mode, act) {
    const store = await opened(), transaction = store.transaction(SHELF, mode, { durability: "strict" });
    const finished = new Promise((good, bad) => {
      transaction.oncomplete = good;
      transaction.onabort = transaction.onerror = () => bad(transaction.error);
    });
    const found = await act(transaction.objectStore(SHELF));
    await finished;
    return found;
  }

  async function rows() {
    let kept = [];
    try { kept = await within("readonly", (shelf) => answered(shelf.getAll())); } catch { isKept = false; }
    return [...kept, ...memory.values()];
  }

  async function drop(ids) {
    for (const id of ids) memory.delete(id);
    try {
      await within("readwrite", (shelf) => Promise.all(ids.map((id) => answered(shelf.delete(id)))));
    } catch { /* it was in memory alone */ }
  }

  window.underroseQueue = {
    isKept: () => isKept,
    drop,
    all: rows,
    rows: async (note) => (await rows()).filter((row) => row.note === note),

    async add(note, id, envelope) {
      const row = { id, note, envelope, day: today() };
      try {
        await within("readwrite", (shelf) => answered(shelf.put(row)));
      } catch { isKept = false; memory.set(id, row); }
    },

    /* Take out what waited too long, of every session; how many of them there were. */
    async tidy() {
      const old = (await rows()).filter((row) => today() - row.day > DAYS).map((row) => row.id);
      if (old.length) await drop(old);
      return old.length;
    },

    /* Nothing of one session stays: its envelopes, the page kept for it, and the worker of that page. */
    async forget(note, scope) {
      const address = new URL(scope, location.href).href;
      await drop((await rows()).filter((row) => row.note === note).map((row) => row.id));
      if (window.caches) await caches.delete(`${NAME}:${address}`);
      if (!navigator.serviceWorker) return;
      for (const one of await navigator.serviceWorker.getRegistrations()) if (one.scope === address) await one.unregister();
    },

    /* Nothing of the room stays on this device: envelopes, the page kept for hours without a connection, and its worker. */
    async wipe() {
      memory.clear();
      try { (await opened()).close(); } catch { /* there was none */ }
      opening = null;
      await new Promise((good) => {
        const asked = indexedDB.deleteDatabase(NAME);
        asked.onsuccess = asked.onerror = asked.onblocked = good;
      });
      if (window.caches) for (const name of await caches.keys()) if (name.startsWith(NAME)) await caches.delete(name);
      if (!navigator.serviceWorker) return;
      for (const one of await navigator.serviceWorker.getRegistrations()) if (one.scope.includes("/room/")) await one.unregister();
    },
  };
})();
