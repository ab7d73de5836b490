/* The points below the line: asked for anew every ten seconds while somebody looks, and drawn again where something changed.
   What is being reworded stays as it is. Asking keeps nobody signed in, and writes down nowhere that somebody was here. */
(() => {
  "use strict";
  const root = document.querySelector("[data-points]"), line = document.querySelector("[data-capture]");
  if (!root) return;
  const { tell, say, tellAt, unsay } = window.underroseSaid;
  const said = { ...root.dataset }, EVERY = 10000, OUT = [401, 403];
  let address = said.points + location.search, searched = null, isBusy = false, isOut = false;

  const all = (what, where = root) => [...where.querySelectorAll(what)];
  const rowOf = (element) => element.closest("[data-key]");
  const parsed = (html) => new DOMParser().parseFromString(html, "text/html").body;
  const keys = () => new Set(all("[data-key]").map((row) => row.dataset.key));
  const bare = (words) => words.split(/\s+/u).filter(Boolean).join(" ");
  const ask = (where, more = {}) => fetch(where, {
    credentials: "same-origin", redirect: "manual", cache: "no-store", ...more, headers: { "X-Part": "points", ...more.headers } });
  const isSignedOut = (answer) => answer.type === "opaqueredirect" || OUT.includes(answer.status);
  // A form signed before somebody signed in again bears an old token; it is given the one of today and sent once more.
  async function posted(where, body, headers = {}, isSecondTry = false) {
    const answer = await ask(where, { method: "POST", body, headers });
    if (answer.status !== 403 || isSecondTry) return answer;
    const list = await ask(said.points);
    if (!list.ok) return answer;
    body.set("csrfmiddlewaretoken", parsed(await list.text()).querySelector("[name=csrfmiddlewaretoken]")?.value || "");
    return posted(where, body, headers, true);
  }

  function draw(html, { isSame = true } = {}) {
    const before = keys(), active = document.activeElement, fresh = parsed(html), open = all("form[data-rewording]");
    const focus = root.contains(active) ? active.id : "", search = root.querySelector("#q"), typed = search && search.value;
    const isOpen = Boolean(root.querySelector("details.struck-points[open]"));
    for (const form of open) { // words being written are never drawn over
      const row = rowOf(form), twin = row && fresh.querySelector(`[data-key="${row.dataset.key}"]`);
      if (twin) twin.replaceWith(row);
      else if (row) (fresh.querySelector("[data-part=list]") || fresh).prepend(row);
    }
    root.replaceChildren(...fresh.childNodes);
    const state = root.querySelector("template[data-part=note-state]"); // sealed elsewhere, or opened once more: said at the head of the page too
    if (state) document.querySelector("main .state .status")?.replaceWith(state.content.cloneNode(true));
    if (isSame) for (const row of all("[data-key]")) if (!before.has(row.dataset.key)) row.classList.add("is-new");
    const struck = root.querySelector("details.struck-points"), field = root.querySelector("#q");
    if (struck && isOpen) struck.open = true;
    if (field && isSame && typed !== null) field.value = typed;
    if (focus && document.getElementById(focus) !== document.activeElement) document.getElementById(focus)?.focus({ preventScroll: true });
  }

  // What was said was destroyed: nothing of it stays in this window, what is being typed neither; the page then clears the device.
  function end() {
    for (const field of document.querySelectorAll("textarea, input[type=search]")) field.value = "";
    document.querySelector("main").replaceChildren();
    location.replace(location.pathname);
  }

  async function refresh({ isForced = false, isSame = true } = {}) {
    if (isBusy || (document.hidden && !isForced)) return;
    isBusy = true;
    try {
      const mark = root.querySelector("[data-mark]")?.dataset.mark, headers = isForced || !mark ? {} : { "X-Seen": mark };
      const answer = searched ? await posted(said.points, searched, headers) : await ask(address, { headers });
      if (answer.status === 410) { end(); return; }
      isOut = isSignedOut(answer);
      if (answer.status === 200) draw(await answer.text(), { isSame });
      tell(isOut ? said.out : "");
      if (!isOut) all("[data-key]").forEach(unsay);
    } catch { /* no connection: the line says so, and the list stands as it was */ }
    isBusy = false;
  }

  async function open(row) {
    const link = row.querySelector("[data-reword]");
    if (!link || row.querySelector("form[data-rewording]")) return;
    try {
      const answer = await ask(link.href);
      if (!answer.ok) { tellAt(row, isSignedOut(answer) ? said.out : said.refused); return; }
      row.append(...parsed(await answer.text()).children);
    } catch { tellAt(row, said.kept); return; }
    unsay(row);
    row.classList.add("is-open");
    const field = row.querySelector("textarea");
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }

  function leave(form) {
    const row = rowOf(form);
    form.remove();
    row.classList.remove("is-open");
    row.querySelector("a, button")?.focus();
    refresh();
  }

  // The row as it stands after an act takes the place of the one before, and the keyboard stays with it.
  function replace(row, html) {
    const fresh = parsed(html).firstElementChild, wasStruck = row.classList.contains("is-struck");
    row.replaceWith(fresh);
    (fresh.querySelector("a, button") || root.querySelector("a, button"))?.focus();
    if (fresh.classList.contains("is-struck") !== wasStruck) refresh({ isForced: true });
  }

  async function save(form) {
    const row = rowOf(form), fault = form.querySelector("[data-part=fault]"), words = form.elements.words.value;
    try {
      const answer = await posted(form.action, new FormData(form));
      if (answer.status === 200) {
        replace(row, await answer.text());
        if (form.dataset.isLast) line?.dispatchEvent(new CustomEvent("reworded", { detail: form.last }));
        return;
      }
      // A refusal is a page without the form of this point: what is being typed stays.
      const fresh = answer.status === 409 && parsed(await answer.text()).querySelector("form[data-rewording]");
      if (fresh) {
        form.replaceWith(fresh);
        fresh.elements.words.value = words;
        fresh.elements.words.focus();
      } else say(fault, isSignedOut(answer) ? said.signedOut : said.refused);
    } catch { say(fault, said.kept); }
  }

  async function press(form) {
    try {
      const answer = await posted(form.action, new FormData(form));
      if (answer.status === 200) replace(rowOf(form), await answer.text());
      else tellAt(rowOf(form), isSignedOut(answer) ? said.out : said.refused);
    } catch { tellAt(rowOf(form), said.kept); }
  }

  // The house takes an hour or a kind at the head of a line out, and begins it with a capital. What stood before the words of
  // a point is such a head where no word ends it, "pm" and its like apart; of several points the longest is meant.
  const HEAD = /(?:[^\p{L}\p{M}\s]|\d\s?(?:[ap]\.?m|hours?|hrs?|heures?|horas?|uhr|h))\s*$/iu;
  function found(words) {
    const rows = all(".point:not(.is-struck)[data-key]"), said = (row) => bare(row.querySelector(".point-words").textContent).toLowerCase();
    const low = bare(words).toLowerCase(), isMeant = (row) => low.endsWith(said(row)) && HEAD.test(low.slice(0, -said(row).length));
    return rows.find((row) => said(row) === low) || rows.filter(isMeant).sort((one, other) => said(other).length - said(one).length)[0];
  }

  async function rewordLast(content) {
    let row = found(content.words);
    if (!row) { await refresh({ isForced: true }); row = found(content.words); }
    if (!row) row = await lookFor(content.words);
    if (!row) return;
    row.scrollIntoView({ block: "center" });
    await open(row);
    const form = row.querySelector("form[data-rewording]");
    if (form) { form.dataset.isLast = "yes"; form.last = content; }
  }

  // A search nobody asked for leaves the list as it was where it finds nothing.
  async function lookFor(words) {
    const before = searched;
    await look(words.slice(0, 200));
    const row = found(words);
    if (row) return row;
    searched = before;
    await refresh({ isForced: true, isSame: false });
    return null;
  }

  // What is searched goes in the body of a request: no address, no history holds it.
  async function look(words) {
    const form = root.querySelector("form.search"), body = form ? new FormData(form) : new FormData();
    body.set("q", words);
    searched = words.trim() ? body : null;
    await refresh({ isForced: true, isSame: false });
  }

  root.addEventListener("submit", (event) => {
    const form = event.target;
    event.preventDefault();
    if (form.matches("form.search")) look(form.elements.q.value);
    else if (form.matches("[data-rewording]")) save(form);
    else press(form);
  });
  root.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const isOfList = link.closest(".tabs, .pages, .state");
    if (!link.matches("[data-reword], [data-leave]") && !isOfList) return;
    event.preventDefault();
    if (link.matches("[data-reword]")) { open(rowOf(link)); return; }
    if (link.matches("[data-leave]")) { leave(link.closest("form")); return; }
    address = said.points + new URL(link.href).search;
    searched = null;
    refresh({ isForced: true, isSame: false }).then(() => root.scrollIntoView({ block: "nearest" }));
  });
  root.addEventListener("keydown", (event) => {
    const row = rowOf(event.target), form = event.target.closest("form[data-rewording]");
    if (form && event.key === "Escape") { event.preventDefault(); leave(form); return; }
    if (form && event.target.matches("textarea") && event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); save(form); return; }
    if (form || !row) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key], rows = all("[data-key]");
    if (step) { event.preventDefault(); (rows[rows.indexOf(row) + step]?.querySelector("a, button") || (step < 0 && document.querySelector("[data-capture] textarea")))?.focus?.(); }
    if (event.key === "Delete") row.querySelector("[data-strike]")?.click();
  });
  document.addEventListener("reword-last", ({ detail }) => rewordLast(detail));
  document.addEventListener("points-taken", () => refresh());
  document.addEventListener("to-the-list", () => root.querySelector("[data-key] :is(a, button)")?.focus());
  document.addEventListener("visibilitychange", () => refresh());
  setInterval(refresh, EVERY);
})();
