/* The check-in list on a phone. Names are on the page only while the list is open; ticks wait on the phone until there
   is a connection, and are then sent as "is here" and "what the list said before": sent twice, they change nothing. */
(() => {
  "use strict";
  const root = document.querySelector("[data-check-in]"), store = window.underroseCheckIn;
  if (!root || !store) return;
  const part = (name) => root.querySelector(`[data-part="${name}"]`);
  const said = root.dataset, IDLE = 10 * 60 * 1000, AGAIN = 20 * 1000;
  let people = [], isBusy = false, touched = Date.now();

  const tell = (words, grave = false) => {
    const line = part("line");
    line.textContent = words;
    line.classList.toggle("warning", grave);
  };
  const waiting = () => people.filter((one) => "mine" in one && one.mine !== one.attended);
  const isHere = (one) => ("mine" in one ? one.mine : one.attended) === true;

  function show() {
    const isOpen = store.isOpen();
    if (!isOpen) people = [];
    part("none").hidden = isOpen || store.has();
    part("locked").hidden = isOpen || !store.has();
    part("open").hidden = !isOpen;
    part("wipe").hidden = !store.has();
    draw();
  }

  function draw() {
    const sought = part("search").value.trim().toLocaleLowerCase();
    const list = part("list");
    list.replaceChildren();
    for (const one of people) {
      if (sought && !`${one.label}\n${one.native || ""}`.toLocaleLowerCase().includes(sought)) continue;
      const line = document.createElement("li"), label = document.createElement("label"), box = document.createElement("input");
      line.className = "choice";
      box.type = "checkbox";
      box.id = label.htmlFor = `here-${one.key}`;
      box.checked = isHere(one);
      box.addEventListener("change", () => tick(one, box.checked));
      label.dir = "auto";
      label.textContent = one.label;
      line.append(box, label);
      list.append(line);
    }
    part("count").textContent = `${people.filter(isHere).length} / ${people.length}`;
  }

  async function tick(one, isThere) {
    one.mine = isThere;
    touched = Date.now();
    part("count").textContent = `${people.filter(isHere).length} / ${people.length}`;
    await store.keep({ people });
    tell(`${waiting().length} ${said.waiting}`);
    send();
  }

  function take(found, kept = []) {
    const mine = new Map(people.filter((one) => "mine" in one).map((one) => [one.key, one.mine]));
    people = found.map((one) => (mine.has(one.key) && mine.get(one.key) !== one.attended && !kept.includes(one.key)
      ? { ...one, mine: mine.get(one.key) } : one));
  }

  const ask = (address, more = {}) => fetch(address, { credentials: "same-origin", redirect: "manual", ...more });
  const isOut = (answer) => answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403;

  async function send() {
    if (isBusy || !store.isOpen()) return;
    isBusy = true;
    try {
      const first = await ask(said.list);
      if (isOut(first) || !first.ok) { tell(isOut(first) ? said.signedOut : said.offline, isOut(first)); return; }
      const { token } = await first.json();
      const ticks = waiting().map((one) => ({ key: one.key, attended: one.mine, was: one.attended }));
      const answer = await ask(said.ticks, {
        method: "POST", body: JSON.stringify({ ticks }), headers: { "Content-Type": "application/json", "X-CSRFToken": token } });
      if (isOut(answer)) { tell(said.signedOut, true); return; }
      const heard = await answer.json();
      if (!answer.ok) { tell(heard.sentence || said.offline, true); return; }
      if (!store.isOpen()) return;
      const names = people.filter((one) => heard.kept.includes(one.key)).map((one) => one.label);
      for (const sent of ticks) { // what was ticked anew meanwhile waits for the next turn
        const one = people.find((other) => other.key === sent.key);
        if (one && one.mine === sent.attended) delete one.mine;
      }
      take(heard.people, heard.kept);
      await store.keep({ people });
      draw();
      tell(names.length ? `${said.theirs} ${names.join(", ")}` : said.sent, names.length > 0);
    } catch { tell(`${waiting().length} ${said.waiting} ${said.offline}`); } finally { isBusy = false; }
  }

  part("begin").addEventListener("submit", async (event) => {
    event.preventDefault();
    const pin = event.target.elements.pin, again = event.target.elements.again;
    if (pin.value.length < Number(said.shortest)) return tell(said.tooShort, true);
    if (pin.value !== again.value) return tell(said.unlike, true);
    tell(said.locking);
    try {
      const answer = await ask(said.list);
      if (!answer.ok) return tell(isOut(answer) ? said.signedOut : said.offline, true);
      people = (await answer.json()).people;
      await store.begin(pin.value, { people });
    } catch { return tell(said.offline, true); }
    event.target.reset();
    tell("");
    show();
  });

  part("unlock").addEventListener("submit", async (event) => {
    event.preventDefault();
    tell(said.locking);
    const found = await store.open(event.target.elements.pin.value);
    event.target.reset();
    if (found.content) {
      people = found.content.people;
      tell("");
      touched = Date.now();
    } else {
      tell(found.left ? `${said.wrong} ${found.left}` : said.wiped, true);
    }
    show();
    send();
  });

  part("lock").addEventListener("click", () => { store.close(); show(); tell(""); });
  part("wipe").addEventListener("click", () => {
    if (waiting().length && !confirm(said.sure)) return;
    store.wipe();
    show();
    tell(said.wiped);
  });
  part("search").addEventListener("input", draw);
  addEventListener("online", send);
  addEventListener("storage", (event) => { // signed out, or wiped, in another window
    if (event.key === null || event.key === store.place) { if (!store.has()) store.close(); show(); }
  });
  addEventListener("pointerdown", () => { touched = Date.now(); });
  setInterval(() => {
    if (!store.isOpen()) return show();
    if (Date.now() - touched > IDLE) { store.close(); return show(); }
    if (waiting().length) send();
  }, AGAIN);

  root.hidden = false;
  if (!store.canLock()) { tell(said.cannot, true); return; }
  show();
  if ("serviceWorker" in navigator) {
    navigator.serviceWorker.register(said.worker, { scope: said.scope }).then(() => navigator.serviceWorker.ready).then((ready) => {
      const own = performance.getEntriesByType("resource").map((one) => one.name).filter((name) => name.includes("/static/"));
      ready.active.postMessage({ keep: own });
    }).catch(() => tell(said.noWorker, true));
  }
})();
