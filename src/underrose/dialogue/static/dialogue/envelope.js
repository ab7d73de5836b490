/* Closes a point to the public key of its session, so that from then on only the house can open it (see dialogue/envelopes.py).

   The key that is drawn for it is forgotten at once: this page itself can no longer open what it closed. */
(() => {
  "use strict";
  const VERSION = 1, BLOCK = 256, CURVE = { name: "ECDH", namedCurve: "P-256" };
  const words = new TextEncoder();

  const asText = (bytes) => {
    let text = "";
    for (const byte of bytes) text += String.fromCharCode(byte);
    return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  };
  const asBytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

  const joined = (...parts) => {
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) { whole.set(part, at); at += part.length; }
    return whole;
  };

  // Filled up with blanks, so that the length of an envelope tells little about the length of what was said.
  function filled(content) {
    const plain = words.encode(JSON.stringify(content));
    const whole = new Uint8Array(Math.ceil(plain.length / BLOCK) * BLOCK).fill(32);
    whole.set(plain);
    return whole;
  }

  async function closeWith(own, nonce, publicKey, note, content) {
    const theirs = await crypto.subtle.importKey("raw", asBytes(publicKey), CURVE, false, []);
    const point = new Uint8Array(await crypto.subtle.exportKey("raw", own.publicKey));
    const head = joined(Uint8Array.of(VERSION), point);
    const agreed = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, own.privateKey, 256);
    const secret = await crypto.subtle.importKey("raw", agreed, "HKDF", false, ["deriveKey"]);
    const key = await crypto.subtle.deriveKey(
      { name: "HKDF", hash: "SHA-256", salt: head, info: words.encode(`underrose point|${note}`) },
      secret, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
    const closed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce, additionalData: head }, key, filled(content));
    return asText(joined(head, nonce, new Uint8Array(closed)));
  }

  window.underroseEnvelope = {
    canClose: () => Boolean(window.isSecureContext && window.crypto && crypto.subtle),
    newId: () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join(""),
    closeWith,
    async close(publicKey, note, content) {
      const own = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
      return closeWith(own, crypto.getRandomValues(new Uint8Array(12)), publicKey, note, content);
    },
  };
})();
