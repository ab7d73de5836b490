/* Brought notes: a wording that is pressed is taken over in its own point, and a point that was rewritten is looked at again,
   without the other points being sent. Where that fails, or without a script, the whole list goes and comes back. */
(() => {
  "use strict";
  const form = document.querySelector("form.brought");
  if (!form) return;
  const CHOSEN = ["kind", "theme", "agreement", "voices", "lens"];
  const lineOf = (element) => element.closest(".brought-line");

  function tell(line, words) {
    let place = line.querySelector("[data-part=fault]");
    if (!place && words) {
      place = document.createElement("p");
      Object.assign(place, { className: "errors", role: "alert" });
      place.dataset.part = "fault";
      line.append(place);
    }
    if (place) place.textContent = words;
  }

  // What was ticked, chosen or opened while the house was asked is not undone by its answer.
  function stays(line, fresh) {
    for (const one of line.querySelectorAll("input[type=checkbox], select")) {
      const twin = fresh.querySelector(`#${one.id}`);
      if (twin?.type === "checkbox") twin.checked = one.checked;
      else if (twin) twin.value = one.value;
    }
    const more = fresh.querySelector("details");
    if (more && line.querySelector("details[open]")) more.open = true;
  }

  async function renew(line, pressed) {
    const body = new FormData(), field = line.querySelector("textarea"), words = field.value;
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    for (const one of line.querySelectorAll("input, select, textarea")) if (one.type !== "checkbox" || one.checked) body.set(one.name, one.value);
    body.set(pressed ? "fix" : "look", pressed ? pressed.value : "yes");
    try {
      const answer = await fetch(location.pathname, { method: "POST", body, credentials: "same-origin", redirect: "manual", cache: "no-store", headers: { "X-Part": "line" } });
      if ([401, 403].includes(answer.status)) form.dispatchEvent(new CustomEvent("signed-out", { bubbles: true }));
      if (!answer.ok) throw new Error(answer.status);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild;
      if (field.value !== words || !line.isConnected) return; // written on since: asked again when it is left
      stays(line, fresh);
      const active = line.contains(document.activeElement) ? document.activeElement.id : "";
      line.replaceWith(fresh);
      (pressed ? fresh.querySelector("textarea") : active && document.getElementById(active))?.focus();
    } catch { tell(line, form.dataset.fault); }
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.name === "fix") { event.preventDefault(); renew(lineOf(button), button); }
    if (button?.name !== "for_all") return;
    event.preventDefault();
    for (const line of form.querySelectorAll(".brought-line")) {
      if (!line.querySelector("input[type=checkbox]").checked) continue;
      for (const name of CHOSEN) {
        const own = line.querySelector(`select[name^="${name}-"]`), all = form.elements[`all-${name}`];
        if (own && all?.value) own.value = all.value;
      }
    }
  });
  form.addEventListener("change", ({ target }) => { if (target.matches("textarea")) renew(lineOf(target)); });
})();
