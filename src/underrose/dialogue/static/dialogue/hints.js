/* What the guard finds in a line while it is typed: small, below the line, silent without a connection. F8 goes to the first
   wording it offers, Enter takes it over, and the keyboard is back in the line. */
(() => {
  "use strict";
  const root = document.querySelector("[data-look]");
  if (!root) return;
  const WAIT = 500, FEWEST = 4;
  let timer = 0, asking = null;

  const placeOf = (field) => field.closest("form")?.querySelector("[data-part=hints]");
  const isLine = (field) => field.matches("textarea") && placeOf(field);

  async function look(field) {
    const place = placeOf(field), words = field.value;
    asking?.abort();
    if (!place || words.trim().length < FEWEST) { place?.replaceChildren(); return; }
    asking = new AbortController();
    const body = new FormData();
    body.set("words", words);
    body.set("csrfmiddlewaretoken", field.form.elements.csrfmiddlewaretoken?.value || "");
    try {
      const answer = await fetch(root.dataset.look, { method: "POST", body, credentials: "same-origin", redirect: "manual", cache: "no-store", signal: asking.signal });
      const html = answer.ok ? await answer.text() : "";
      if (field.value === words) place.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
    } catch (fault) { if (fault.name !== "AbortError") place.replaceChildren(); }
  }

  // Places are counted in characters by the house and in halves by a browser: where they differ nothing is taken over.
  function takeOver(button) {
    const field = button.closest("form").querySelector("textarea"), { start, end, wording } = button.dataset;
    field.focus();
    if (/[\u{10000}-\u{10ffff}]/u.test(field.value)) return;
    field.setSelectionRange(Number(start), Number(end));
    // So that the browser's own undo takes it back.
    if (!document.execCommand("insertText", false, wording)) field.setRangeText(wording, Number(start), Number(end), "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  document.addEventListener("input", ({ target }) => {
    if (!isLine(target)) return;
    clearTimeout(timer);
    if (target.value) timer = setTimeout(look, WAIT, target);
    else look(target);
  });
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-fix]");
    if (button) takeOver(button);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "F8" || !isLine(event.target)) return;
    const first = placeOf(event.target).querySelector('[data-fix]:not([data-wording=""])'); // leaving out is pressed, not slipped into
    if (first) { event.preventDefault(); first.focus(); }
  });
})();
