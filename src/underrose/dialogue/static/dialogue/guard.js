// Findings beside a text: a wording is taken over at once, and the keyboard walks from finding to finding.
// Without this the buttons send the form, and the server does the same.
const form = document.querySelector("[data-guard-text]");
const text = form?.querySelector("textarea");

function places() {
  return [...form.querySelectorAll(".leak:not(.is-dismissed)")];
}

// What was typed since the findings were made has moved them: then the server takes the wording over.
let read = text?.value;
document.body.addEventListener("htmx:afterSwap", () => { read = text.value; });

function takeOver(button) {
  const { start, end, wording } = button.dataset;
  if (text.value !== read || /[\u{10000}-\u{10ffff}]/u.test(text.value)) return false;
  text.focus();
  text.setSelectionRange(Number(start), Number(end));
  // So that the browser's own undo takes it back.
  if (!document.execCommand("insertText", false, wording)) text.setRangeText(wording, Number(start), Number(end), "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

form?.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=fix]");
  if (button && takeOver(button)) event.preventDefault();
});

form?.addEventListener("keydown", (event) => {
  // Enter in a reason leaves its finding as it is; the browser alone would press the first button of the form.
  if (event.key === "Enter" && event.target.name?.startsWith("reason-")) {
    event.preventDefault();
    event.target.parentElement.querySelector("button[name=dismiss]").click();
    return;
  }
  const here = event.target.closest?.(".leak");
  if (!here || event.target !== here || event.ctrlKey || event.metaKey || event.altKey) return;
  const all = places();
  const at = all.indexOf(here);
  const next = { ArrowDown: at + 1, j: at + 1, ArrowUp: at - 1, k: at - 1 }[event.key];
  if (next !== undefined) {
    event.preventDefault();
    (all[next] ?? text).focus();
  } else if (event.key === "Enter" || event.key === "a") {
    event.preventDefault();
    here.querySelector("button[name=fix]")?.click();
  }
});

// From the text straight to the first finding: F8, as editors do.
text?.addEventListener("keydown", (event) => {
  if (event.key !== "F8") return;
  event.preventDefault();
  places()[0]?.focus();
});
