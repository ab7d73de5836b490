// Findings beside a text: a wording is taken over at once, and the keyboard walks from finding to finding.
// Without this the buttons send the form, and the server does the same.
const form = document.querySelector("[data-guard-text]");
const text = form?.querySelector("textarea");
const box = form?.querySelector(".checked-found");

function places() {
  return [...form.querySelectorAll("#found .leak:not(.is-dismissed)")];
}

// What was typed since the findings were made has moved them: then the server takes the wording over.
let read = text?.value;
document.body.addEventListener("htmx:afterSwap", () => { read = text.value; watch(); });

// Places are counted in characters by the house and in halves by a browser.
const isMoved = () => text.value !== read || /[\u{10000}-\u{10ffff}]/u.test(text.value);

function takeOver(button) {
  const { start, end, wording } = button.dataset;
  if (isMoved()) return false;
  text.focus();
  text.setSelectionRange(Number(start), Number(end));
  // So that the browser's own undo takes it back.
  if (!document.execCommand("insertText", false, wording)) text.setRangeText(wording, Number(start), Number(end), "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

// The place of a finding, selected in the text, as if somebody had gone there to say it otherwise.
function show(link) {
  text.focus();
  if (isMoved()) return;
  const start = Number(link.dataset.start), end = Number(link.dataset.end);
  // A browser scrolls to where a selection is collapsed and something is changed; so the height is reckoned from the text before.
  text.setSelectionRange(start, end);
  const share = start / Math.max(1, text.value.length);
  text.scrollTop = Math.max(0, share * text.scrollHeight - text.clientHeight / 2);
}

form?.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=fix]");
  if (button && takeOver(button)) event.preventDefault();
  const link = event.target.closest("[data-reword]");
  if (link) { event.preventDefault(); show(link); }
});

function walk(here, by) {
  const all = places();
  const next = all[all.indexOf(here) + by];
  if (next) next.focus();
  else if (by > 0 && form.querySelector("[data-more]")) form.querySelector("[data-more]").focus();
  else text.focus();
}

form?.addEventListener("keydown", (event) => {
  // Enter in a reason leaves its finding as it is; the browser alone would press the first button of the form.
  if (event.key === "Enter" && event.target.name?.startsWith("reason-")) {
    event.preventDefault();
    event.target.parentElement.querySelector("button[name=dismiss]").click();
    return;
  }
  // Where a point is read, the keyboard alone leads on to the next.
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const act = form.querySelector(event.shiftKey ? "button[name=withhold]" : "button[name=clear]");
    if (act) { event.preventDefault(); act.click(); return; }
  }
  const here = event.target.closest?.("#found .leak");
  if (!here || event.target !== here || event.ctrlKey || event.metaKey || event.altKey) return;
  const by = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  const press = { Enter: "button[name=fix]", a: "button[name=fix]", e: "[data-reword]" }[event.key];
  if (by) { event.preventDefault(); walk(here, by); }
  else if (press) { event.preventDefault(); here.querySelector(press)?.click(); }
});

// From the text straight to the first finding: F8, as editors do.
text?.addEventListener("keydown", (event) => {
  if (event.key !== "F8") return;
  event.preventDefault();
  places()[0]?.focus();
});

// Where the findings stand in a box of their own, a line at its foot says that there are more below.
function watch() {
  const last = box?.querySelector("#found > :last-child");
  if (!last) return;
  new IntersectionObserver(([seen]) => { box.classList.toggle("has-more", !seen.isIntersecting); }, { root: box, threshold: 0.5 }).observe(last);
}
watch();
