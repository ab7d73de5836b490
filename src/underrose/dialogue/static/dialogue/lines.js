/* Several lines pasted into the line of the note-taker: below it stands an offer to take each as a point, as if it had been typed.
   Enter still makes one point of them all. A line that is not taken stays in the field with those that follow it. */
(() => {
  "use strict";
  const place = document.querySelector("[data-part=lines]"), form = place?.closest("form"), field = form?.elements.words;
  if (!field) return;
  const MARK = /^\s*(?:[-•*–—▪◦‣·●○■]|\(?(?:\p{Nd}{1,2}|[a-z])[.)])\s+/iu, MOST = Number(place.dataset.most);
  const words = place.querySelector("span"), button = place.querySelector("button");
  const lines = () => field.value.split(/\r?\n/).map((one) => one.replace(MARK, "").trim()).filter(Boolean);

  function show(isPasted) {
    const { length } = lines();
    if (length < 2) { place.hidden = true; return; }
    if (!isPasted && place.hidden) return; // a line begun by hand belongs to its point
    place.hidden = false;
    button.hidden = length > MOST;
    words.textContent = length > MOST ? place.dataset.tooMany : `${place.dataset.several} ${length}.`;
  }

  field.addEventListener("paste", () => setTimeout(() => show(true)));
  field.addEventListener("input", () => show(false));
  button.addEventListener("click", () => {
    const left = lines();
    while (left.length) {
      field.value = left[0];
      form.requestSubmit();
      if (field.value) break; // it says why
      left.shift();
    }
    field.value = left.join("\n");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
})();
