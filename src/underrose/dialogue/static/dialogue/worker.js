/* Opens the page of one session without a connection. All it keeps is an empty page, without a word of the room or the name
   of anything, and its style and scripts; what waits to be sent lies closed elsewhere. Served from beneath the page's own
   address, so it reaches no other page. */
"use strict";
const SHELF = `underrose-room:${self.registration.scope}`, EMPTY = new URL("shell/", self.registration.scope).href;

self.addEventListener("install", (event) => { event.waitUntil(renew().then(() => self.skipWaiting())); });

self.addEventListener("activate", (event) => { event.waitUntil(self.clients.claim()); });

self.addEventListener("message", (event) => {
  const wanted = (event.data && event.data.keep) || [];
  const ours = wanted.filter((address) => { const at = new URL(address); return at.origin === self.location.origin && at.pathname.includes("/static/"); });
  event.waitUntil(caches.open(SHELF).then((shelf) => Promise.allSettled(ours.map((address) => shelf.add(address)))));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && request.url.split(/[?#]/)[0] === self.registration.scope) event.respondWith(page(event));
  else if (new URL(request.url).pathname.includes("/static/")) event.respondWith(caches.match(request).then((kept) => kept || fetch(request)));
});

// The empty page as it is today. Somebody signed out would be led to the sign-in page: that is not kept in its place.
async function renew() {
  const answer = await fetch(EMPTY, { cache: "reload", credentials: "same-origin", redirect: "error" });
  if (answer.ok) await (await caches.open(SHELF)).put(EMPTY, answer);
}

// The page itself is never kept; a sign-in page that comes instead is shown, so that one can sign in.
async function page(event) {
  const shelf = await caches.open(SHELF);
  try {
    const answer = await fetch(event.request);
    if (answer.ok) event.waitUntil(renew().catch(() => { /* the one of before stays */ }));
    return answer.status < 500 ? answer : (await shelf.match(EMPTY)) || answer;
  } catch {
    return (await shelf.match(EMPTY)) || Response.error();
  }
}
