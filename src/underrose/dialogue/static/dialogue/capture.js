/* The line of the note-taker. Each point is closed to the key of its session as soon as it is written, waits on this device
   in that form, and is handed in by a ticket, without an account and without a cookie. The words themselves are in the memory
   of this window alone; the ticket too. Sent twice, a point is taken once. */
(() => {
  "use strict";
  const root = document.querySelector("[data-capture]"), { underroseEnvelope: envelope, underroseQueue: queue, underroseLine: line } = window;
  if (!root || !envelope || !queue || !line) return;
  const part = (name) => root.querySelector(`[data-part="${name}"]`);
  const said = { ...root.dataset }, form = part("form"), field = form.elements.words, state = part("line");
  const AGAIN = 20000, PATIENCE = 15000, AT_ONCE = 100, MOST_BYTES = 400000, SHOWN = 3, TWICE = 1000;
  const isShell = document.body.classList.contains("shell");
  let ticket = said.ticket, isBusy = false, isAsked = false, fault = "", taken = 0, tookAt = -TWICE; // taken: how many in this window
  const own = []; // what was written in this window: {id, content, became}, the newest first
  root.removeAttribute("data-ticket");
  if (!envelope.canClose()) { state.textContent = said.unsafe; return; }

  const kinds = [...form.elements.kind], theme = form.elements.theme;
  const choose = ({ kind, theme: number }) => {
    const chosen = kinds.find((one, at) => one.dataset.letter === kind || at + 1 === kind);
    if (!chosen) return false;
    chosen.checked = true;
    if (number !== null && theme && theme.options[number]) theme.selectedIndex = number;
    form.dispatchEvent(new Event("chosen"));
    return true;
  };

  function tell(words, look = "") {
    if (state.textContent !== words) state.textContent = words; // said again, it would be read out again
    state.className = `line-state ${look}`;
  }

  async function draw() {
    const waiting = (await queue.rows(said.note)).length;
    const words = [waiting ? `${said.waiting} ${waiting}.` : "", fault, waiting && !queue.isKept() ? said.unkept : ""].filter(Boolean).join(" ");
    if (words) tell(words, fault === said.offline ? "held" : fault ? "warning" : "");
    else if (taken) tell(`${said.saved} ${taken}.`, "done");
    part("again").hidden = !waiting;
    part("wipe").hidden = !waiting && !navigator.serviceWorker?.controller;
    drawOwn();
  }

  function drawOwn() {
    const list = part("own"), first = own.slice(0, SHOWN).concat(own.slice(SHOWN).filter((one) => one.became !== "taken"));
    list.replaceChildren(...first.map((one) => {
      const row = document.createElement("li"), words = document.createElement("span"), became = document.createElement("span");
      const name = { waiting: said.stateWaiting, taken: said.stateTaken }[one.became] || said.stateRefused;
      words.dir = "auto";
      words.textContent = one.content.words;
      became.className = `own-state ${one.became}`;
      became.textContent = one.why ? `${name}: ${one.why}` : name;
      row.append(words, became);
      return row;
    }));
    list.hidden = !first.length;
  }

  // The words leave the line at once, so that the next can be typed; should closing them fail, they come back.
  async function take() {
    const read = line.read(field.value);
    if (read.kind !== null && !choose(read)) read.words = field.value;
    const words = read.words.trim(), over = [...words].length - Number(said.most);
    if (!words && performance.now() - tookAt < TWICE) return null; // pressed twice: it would read as if the words were lost
    if (!words) return tell(said.empty, "warning");
    if (over > 0) return tell(`${said.tooLong} ${over}`, "warning");
    const value = (name) => (form.elements[name] ? form.elements[name].value : "");
    const content = { id: envelope.newId(), kind: kinds.find((one) => one.checked).value, words };
    for (const name of ["theme", "lens", "agreement", "voices"]) content[name] = value(name);
    const one = { id: content.id, content, became: "waiting" };
    own.unshift(one);
    tookAt = performance.now();
    field.value = "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    for (const name of ["agreement", "voices"]) if (form.elements[name]) form.elements[name].selectedIndex = 0;
    try {
      await queue.add(said.note, one.id, await envelope.close(said.publicKey, said.note, content));
    } catch {
      own.splice(own.indexOf(one), 1);
      field.value = [words, field.value].filter(Boolean).join("\n");
      return tell(said.unsafe, "warning");
    }
    await draw();
    return send();
  }

  // The last line again: out of what waits, or, where it was taken already, as a point of the list.
  async function takeBack() {
    const [one] = own;
    if (!one) return;
    while (isBusy) await new Promise((good) => { setTimeout(good, 50); });
    if (own[0] !== one) return;
    if (one.became === "taken") { root.dispatchEvent(new CustomEvent("reword-last", { bubbles: true, detail: one.content })); return; }
    await queue.drop([one.id]);
    own.shift();
    for (const name of ["theme", "lens", "agreement", "voices"]) if (form.elements[name]) form.elements[name].value = one.content[name];
    choose({ kind: kinds.findIndex((each) => each.value === one.content.kind) + 1, theme: null });
    field.value = one.content.words;
    fault = "";
    await draw();
    tell(said.takenBack);
  }

  async function renew() {
    const answer = await fetch(said.renew, { credentials: "same-origin", redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    if (answer.ok) { ticket = (await answer.json()).ticket; return ""; }
    if (answer.status === 409) return (await answer.json()).sentence;
    ticket = "";
    return answer.status === 404 ? said.gone : answer.status >= 500 ? said.busy : said.signedOut;
  }

  function batch(rows) {
    let bytes = 0;
    return rows.slice(0, AT_ONCE).filter((row) => { bytes += row.envelope.length + 80; return bytes < MOST_BYTES; });
  }

  async function handIn(rows, isSecondTry = false) {
    const answer = await fetch(said.send, {
      method: "POST", credentials: "omit", cache: "no-store", redirect: "error", signal: AbortSignal.timeout(PATIENCE), referrerPolicy: "no-referrer",
      headers: { "Content-Type": "application/json", "X-Ticket": ticket, "Accept-Language": document.documentElement.lang },
      body: JSON.stringify({ points: rows.map(({ id, envelope: closed }) => ({ id, envelope: closed })) }) });
    if (answer.status === 403 && !isSecondTry) return (await renew()) || handIn(rows, true);
    if (!answer.ok) return answer.status < 500 ? (await answer.json()).sentence : said.busy;
    const { taken: came, refused } = await answer.json();
    if (!came.length && !Object.keys(refused).length) return said.busy;
    await queue.drop(came);
    taken += came.length;
    for (const one of own) {
      if (came.includes(one.id)) one.became = "taken";
      if (one.id in refused) { one.became = "refused"; one.why = refused[one.id]; }
    }
    for (const id of Object.keys(refused)) lost.set(id, refused[id]);
    if (came.length) root.dispatchEvent(new CustomEvent("points-taken", { bubbles: true }));
    return "";
  }
  const lost = new Map(); // refused in this window: not sent again before the page is opened anew

  async function send() {
    if (isBusy) { isAsked = true; return; }
    isBusy = true;
    try {
      for (;;) {
        const rows = batch((await queue.rows(said.note)).filter((row) => !lost.has(row.id)));
        fault = [...lost.values()][0] || "";
        if (!rows.length) break;
        fault = (ticket ? "" : await renew()) || await handIn(rows);
        if (fault) break;
      }
      if (isShell && !fault) fault = ticket ? "" : await renew();
    } catch { fault = said.offline; }
    isBusy = false;
    await draw();
    if (isShell && ticket && !fault && !field.value) location.assign(taken ? `${said.scope}?waited=${taken}` : said.scope); // the whole page is there again
    if (isAsked) { isAsked = false; send(); }
  }

  form.addEventListener("submit", (event) => { event.preventDefault(); take(); });
  field.addEventListener("input", () => {
    const read = line.read(field.value);
    if (read.kind !== null && choose(read)) field.value = read.words;
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); take(); }
    if (field.value) return;
    if (event.key === "ArrowUp") { event.preventDefault(); takeBack(); }
    if (event.key === "ArrowDown") root.dispatchEvent(new CustomEvent("to-the-list", { bubbles: true }));
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !event.defaultPrevented) field.focus(); });
  part("again").addEventListener("click", send);
  part("wipe").addEventListener("click", async () => {
    if ((await queue.all()).length && !confirm(said.sure)) return; // those of other sessions go too
    await queue.wipe();
    own.length = 0;
    fault = "";
    await draw();
    tell(said.wiped);
  });
  root.addEventListener("reworded", ({ detail }) => {
    const at = own.findIndex((one) => one.content === detail);
    if (at >= 0) own.splice(at, 1);
    drawOwn();
  });
  addEventListener("online", send);
  addEventListener("beforeunload", (event) => { if (field.value.trim() || (!queue.isKept() && own.some((one) => one.became === "waiting"))) event.preventDefault(); });
  setInterval(async () => { if ((await queue.rows(said.note)).length) send(); }, AGAIN);

  (async () => {
    const late = await queue.tidy();
    await send();
    if (late) tell(`${said.late} ${late}.`, "warning");
    if (matchMedia("(pointer: fine)").matches) field.focus({ preventScroll: true });
    if (!("serviceWorker" in navigator)) return;
    try {
      await navigator.serviceWorker.register(said.worker, { scope: said.scope });
      const ready = await navigator.serviceWorker.ready;
      const used = performance.getEntriesByType("resource").map((one) => one.name).filter((name) => name.includes("/static/"));
      ready.active.postMessage({ keep: used });
      part("wipe").hidden = false;
    } catch { tell(said.noWorker, "warning"); }
  })();
})();
