/* The check-in list as it lies on a phone: locked under a PIN, gone after a day, after five wrong PINs, or by signing out.

   One item of localStorage holds {salt, iv, data, until, wrong}. The key is drawn from the PIN by PBKDF2-SHA-256; the
   list and the ticks that wait are one AES-GCM text, bound to this page and to the hour at which it ends. While the
   page is open the key stays in its memory and cannot be taken out of the browser. A short PIN keeps out whoever picks
   the phone up; it does not keep out somebody who copies its memory and has time (docs/how-to/on-the-day.md). */
(() => {
  "use strict";
  const ROUNDS = 600000, LIVES = 24 * 60 * 60 * 1000, TRIES = 5;
  const place = `underrose:check-in:${location.pathname}`;
  const words = new TextEncoder(), letters = new TextDecoder();
  let key = null, until = 0, salt = null;

  const inText = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
  const asBytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const binding = () => words.encode(`${place}|${until}`);

  function read() {
    try {
      const kept = JSON.parse(localStorage.getItem(place) || "null");
      if (kept && Date.now() < kept.until) return kept;
    } catch { /* damaged: it goes */ }
    wipe();
    return null;
  }

  function wipe() {
    key = null;
    try { localStorage.removeItem(place); } catch { /* nothing was kept */ }
  }

  async function drawn(pin, from) {
    const typed = await crypto.subtle.importKey("raw", words.encode(pin.normalize("NFKC")), "PBKDF2", false, ["deriveKey"]);
    return crypto.subtle.deriveKey(
      { name: "PBKDF2", hash: "SHA-256", salt: from, iterations: ROUNDS }, typed,
      { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  }

  async function keep(content) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = words.encode(JSON.stringify(content));
    const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: binding() }, key, plain);
    if (!key) return; // wiped while we wrote
    // In pieces: a thousand names are more than one call takes.
    let text = "";
    for (const byte of new Uint8Array(data)) text += String.fromCharCode(byte);
    localStorage.setItem(place, JSON.stringify({ salt: inText(salt), iv: inText(iv), data: btoa(text), until, wrong: 0 }));
  }

  window.underroseCheckIn = {
    place,
    canLock: () => Boolean(window.isSecureContext && window.crypto && crypto.subtle && window.localStorage),
    has: () => read() !== null,
    isOpen: () => key !== null && read() !== null,
    endsAt: () => until,
    wipe,
    close: () => { key = null; },

    /* Lock a list under a new PIN; from now on it lives for a day. */
    async begin(pin, content) {
      salt = crypto.getRandomValues(new Uint8Array(16));
      until = Date.now() + LIVES;
      key = await drawn(pin, salt);
      await keep(content);
    },

    /* The list, or how many tries are left. A try is counted before it is made, so that none is free. */
    async open(pin) {
      const kept = read();
      if (!kept) return { left: 0 };
      kept.wrong += 1;
      localStorage.setItem(place, JSON.stringify(kept));
      ({ until } = kept);
      salt = asBytes(kept.salt);
      const tried = await drawn(pin, salt);
      try {
        const plain = await crypto.subtle.decrypt(
          { name: "AES-GCM", iv: asBytes(kept.iv), additionalData: binding() }, tried, asBytes(kept.data));
        key = tried;
        const content = JSON.parse(letters.decode(plain));
        await keep(content);
        return { content };
      } catch {
        if (kept.wrong >= TRIES) wipe();
        return { left: Math.max(0, TRIES - kept.wrong) };
      }
    },

    keep,
  };
})();
