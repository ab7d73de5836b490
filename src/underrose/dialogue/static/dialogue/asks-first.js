/* Words of the room must not ride through a sign-in page. So before a form with a place for this is sent, the house is asked
   whether it still knows who sends it. If not, nothing leaves the page: a sentence stands above the form, somebody signs in in
   another window, and presses again. The page is then given the token of the new sign-in. */
(() => {
  "use strict";
  const PATIENCE = 15000, asking = new WeakSet(), known = new WeakSet();
  const placeOf = (form) => form && form.querySelector("[data-asks-first]");

  function tell(place, name) {
    const words = place.querySelector("span"), way = place.querySelector("a");
    place.hidden = !name;
    way.hidden = name !== "out";
    words.textContent = name ? place.dataset[name] : "";
    if (name) place.scrollIntoView({ block: "nearest" });
  }

  async function ask(form) {
    const place = placeOf(form), headers = { "X-Only-Asks": "yes" };
    let answer = null;
    try {
      answer = await fetch(location.pathname, { credentials: "same-origin", redirect: "manual", cache: "no-store", headers, signal: AbortSignal.timeout(PATIENCE) });
    } catch { /* no connection */ }
    const token = answer && answer.status === 204 && answer.headers.get("X-Token");
    if (token) for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
    tell(place, token ? "" : !answer || answer.status >= 500 ? "unreached" : answer.status === 404 ? "closed" : "out");
    return Boolean(token);
  }

  function send(form, button) {
    if (!button || button.form === form) { form.requestSubmit(button); return; }
    const twin = Object.assign(document.createElement("button"), { name: button.name, value: button.value, hidden: true });
    form.append(twin); // its list was drawn anew while the house was asked
    form.requestSubmit(twin);
    twin.remove();
  }

  document.addEventListener("submit", async (event) => {
    const form = event.target, button = event.submitter;
    if (!placeOf(form) || known.has(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (asking.has(form)) return;
    asking.add(form);
    const may = await ask(form);
    asking.delete(form);
    if (!may) return;
    known.add(form);
    send(form, button);
    known.delete(form);
  }, true);

  // What is asked while somebody types comes back the same way, and would otherwise only stand still.
  document.addEventListener("htmx:responseError", ({ detail }) => {
    const form = detail.elt.closest("form");
    if ([401, 403].includes(detail.xhr.status) && placeOf(form)) ask(form);
  });
  document.addEventListener("signed-out", ({ target }) => { if (placeOf(target)) ask(target); });
})();
