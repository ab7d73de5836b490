/* Small comforts of the desk; every page works without them.
   - a form with data-guard or data-autosave-url warns before unsaved words are left behind, and is sent once however often its button is pressed
   - while a form with data-waits in it is answered, it says what is being done and can be stopped
   - a list of errors takes the focus; rows ticked are counted; a file may be dropped
   - "?" shows the keys, "/" goes to the search, "g" then "d" goes to the desk */
(() => {
  "use strict";
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  let isLeaving = false;

  all("form[data-guard], form[data-autosave-url]").forEach((form) => {
    form.addEventListener("input", () => { form.dataset.unsaved = "yes"; });
  });
  addEventListener("beforeunload", (event) => {
    if (!isLeaving && document.querySelector("form[data-unsaved]")) event.preventDefault();
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (event.submitter && "takes" in event.submitter.dataset) return; // a file comes, and the page stays
    if (form.dataset.isSent) { event.preventDefault(); return; }
    form.dataset.isSent = "yes";
    isLeaving = true;
    if ("signsOut" in form.dataset) { try { sessionStorage.clear(); localStorage.clear(); } catch { /* nothing was kept */ } }
    all("button:not([data-stop])", form).forEach((button) => button.setAttribute("aria-disabled", "true"));
    waits(form, true);
  });
  function asBefore() {
    isLeaving = false;
    all("form[data-is-sent]").forEach((form) => {
      delete form.dataset.isSent;
      all("button[aria-disabled]", form).forEach((button) => button.removeAttribute("aria-disabled"));
      waits(form, false);
    });
  }
  addEventListener("pageshow", asBefore);

  // What is answered within the first moment needs no words; typing asks every second, so there only a button counts.
  function waits(form, is) {
    const place = form && form.querySelector("[data-waits]"), said = place && place.querySelector("p");
    if (!place) return;
    clearTimeout(Number(place.dataset.timer));
    place.querySelector("progress").removeAttribute("value");
    const show = () => { place.hidden = !is; said.textContent = is ? said.dataset.words : ""; };
    if (is) place.dataset.timer = setTimeout(show, 700);
    else show();
  }
  const ofButton = (event) => event.detail.elt instanceof HTMLButtonElement && event.detail.elt;
  document.addEventListener("htmx:beforeRequest", (event) => { if (ofButton(event)) waits(ofButton(event).form, true); });
  document.addEventListener("htmx:afterRequest", (event) => { if (ofButton(event)) waits(ofButton(event).form, false); });
  document.addEventListener("htmx:xhr:progress", ({ target, detail }) => {
    const bar = target.form && target.form.querySelector("[data-waits] progress");
    if (bar && detail.lengthComputable && detail.loaded < detail.total) bar.value = detail.loaded / detail.total;
    else if (bar) bar.removeAttribute("value");
  });
  document.addEventListener("click", ({ target }) => {
    const form = target.closest && target.closest("[data-stop]") && target.closest("form");
    if (!form) return;
    stop(); // what was sent; of htmx each button its own
    all("[hx-post]", form).forEach((one) => one.dispatchEvent(new CustomEvent("htmx:abort")));
    asBefore();
    waits(form, false);
  });

  const errors = document.querySelector("[data-focus]");
  if (errors) errors.focus();

  document.addEventListener("change", (event) => {
    const form = event.target.closest("form"), count = form && form.querySelector("[data-bulk] [data-count]");
    if (!count) return;
    const ticked = all('input[type="checkbox"][name="selected"]:checked', form).length;
    count.textContent = ticked ? `${ticked} ${count.dataset.words}` : "";
  });

  all("[data-drop]").forEach((place) => {
    const input = place.querySelector('input[type="file"]');
    const over = (is) => (event) => { event.preventDefault(); place.classList.toggle("is-over", is); };
    place.addEventListener("dragover", over(true));
    place.addEventListener("dragleave", over(false));
    place.addEventListener("drop", (event) => {
      over(false)(event);
      if (event.dataTransfer.files.length) {
        input.files = event.dataTransfer.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
  });

  document.addEventListener("click", (event) => {
    all("details.menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });

  const keys = document.getElementById("keys");
  if (keys) document.body.classList.add("has-keys");
  const isWriting = (field) => field.closest("input, textarea, select, [contenteditable]");
  let before = "";
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const menu = document.activeElement && document.activeElement.closest("details.menu[open]");
      if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
    if (event.key === "?" && keys) { keys.showModal(); }
    else if (event.key === "/" && document.querySelector('input[type="search"]')) { event.preventDefault(); document.querySelector('input[type="search"]').focus(); }
    else if (before === "g" && event.key === "d") { location.assign("/desk/"); }
    before = event.key;
  });
})();
