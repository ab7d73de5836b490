/* Opens the check-in page of one meeting without a connection. It keeps that page, which holds no name, and its style
   and scripts; the list itself lies locked elsewhere. Served from the page's own address, so it reaches no other page. */
"use strict";
const SHELF = `underrose-check-in:${self.registration.scope}`;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELF).then((shelf) => shelf.add(self.registration.scope)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => { event.waitUntil(self.clients.claim()); });

self.addEventListener("message", (event) => {
  const wanted = (event.data && event.data.keep) || [];
  const ours = wanted.filter((address) => new URL(address).origin === self.location.origin);
  event.waitUntil(caches.open(SHELF).then((shelf) => Promise.allSettled(ours.map((address) => shelf.add(address)))));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") { event.respondWith(page(request)); return; }
  if (new URL(request.url).pathname.includes("/static/")) event.respondWith(caches.match(request).then((kept) => kept || fetch(request)));
});

async function page(request) {
  const shelf = await caches.open(SHELF);
  try {
    const answer = await fetch(request);
    if (answer.ok && request.url === self.registration.scope) await shelf.put(request, answer.clone());
    // Signed out meanwhile: the page itself says so, and the ticks that wait are not lost.
    return answer.ok ? answer : (await shelf.match(self.registration.scope)) || answer;
  } catch {
    return (await shelf.match(self.registration.scope)) || Response.error();
  }
}
