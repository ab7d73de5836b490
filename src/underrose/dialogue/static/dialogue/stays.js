/* Theme and lens stay for the points that follow. Below the line it is said which, with a button that takes them out. */
(() => {
  "use strict";
  const place = document.querySelector("[data-part=kept]"), form = place?.closest("form");
  if (!form) return;
  const fields = ["theme", "lens"].map((name) => form.elements[name]).filter(Boolean), words = place.querySelector("span");

  function show() {
    const chosen = fields.filter((field) => field.value).map((field) => field.selectedOptions[0].textContent);
    const said = chosen.length ? `${place.dataset.words} ${chosen.join(" · ")}` : "";
    if (words.textContent !== said) words.textContent = said; // said again, it would be read out again
    place.hidden = !said;
  }

  place.querySelector("button").addEventListener("click", () => {
    for (const field of fields) field.selectedIndex = 0;
    show();
    form.elements.words.focus();
  });
  form.addEventListener("change", show);
  form.addEventListener("chosen", show);
  addEventListener("pageshow", show);
  show();
})();
