/* Keeps every word. A form with data-autosave-url saves while somebody writes.

   What the server is asked:  POST data-autosave-url, the form's own fields (and its csrf token), with `version`:
                              the number the words were read under (data-version), and header X-Autosave: 1.
   What the server answers:   200 {"version": 4, "saved_at_words": "Saved at 14:05"}   kept; the next save builds on 4
                              409 {"version": 5, "text": {"field name": "their words"}, "by": "Tomasz Quill"}
                                  somebody else saved meanwhile; nothing was written; the person chooses
                              401, 403 or a redirect to sign-in   signed out; the words stay on this device
                              anything else, or no answer          the words stay on this device and are tried again
   The state line is the element [data-saved] in the form (kit/saved.html), which also brings the words to say.
   Words kept on this device stand in sessionStorage under the form's address until they are saved, then are wiped;
   the button of the form keeps them too, until the page comes back with a higher version. Signing out wipes all. */
(() => {
  "use strict";
  const WAIT = 1200, AGAIN = 8000;

  function keep(form) {
    const url = form.dataset.autosaveUrl, line = form.querySelector("[data-saved]");
    if (!url || !line) return;
    const place = `underrose:${location.pathname}:${url}`;
    const say = line.dataset;
    let version = form.dataset.version || "0", timer = 0, sent = "", isBusy = false, isAsking = false, isSubmitted = false;

    const fields = () => [...form.elements].filter(
      (field) => field.name && !["hidden", "file", "submit", "button", "password"].includes(field.type));
    const words = () => {
      const found = {};
      for (const field of fields()) {
        if (field.type === "checkbox") (found[field.name] ||= []).push(...(field.checked ? [field.value] : []));
        else if (field.type !== "radio" || field.checked) found[field.name] = field.value;
      }
      return JSON.stringify(found);
    };
    const put = (found) => {
      for (const field of fields()) {
        if (!(field.name in found)) continue;
        const value = found[field.name];
        if (field.type === "checkbox") field.checked = [].concat(value).includes(field.value);
        else if (field.type === "radio") field.checked = field.value === value;
        else field.value = value;
      }
    };
    const tell = (sentence, isKept = false) => {
      line.textContent = sentence;
      line.classList.toggle("is-kept", isKept);
    };
    const hold = (sentence) => {
      try { sessionStorage.setItem(place, JSON.stringify({ version, isSubmitted, words: JSON.parse(words()) })); } catch { /* storage refused: the page itself still holds them */ }
      tell(sentence, true);
      form.dataset.unsaved = "yes";
    };
    const wipe = () => { try { sessionStorage.removeItem(place); } catch { /* nothing was kept */ } };
    const later = (wait) => { clearTimeout(timer); timer = setTimeout(save, wait); };

    async function save() {
      const now = words();
      if (isBusy || isAsking || now === sent) return;
      isBusy = true;
      tell(say.saving);
      const body = new FormData(form);
      for (const field of fields()) if (field.type === "file") body.delete(field.name);
      body.set("version", version);
      let answer;
      try {
        answer = await fetch(url, { method: "POST", body, headers: { "X-Autosave": "1", Accept: "application/json" }, redirect: "manual" });
      } catch { answer = null; }
      isBusy = false;
      try { await heard(answer, now); } catch { hold(say.refused); }
    }

    async function heard(answer, now) {
      if (answer && answer.ok) {
        const said = await answer.json();
        version = String(said.version);
        form.dataset.version = version;
        sent = now;
        const own = form.elements.namedItem("version");
        if (own) own.value = version;
        if (words() !== now) return later(WAIT);
        delete form.dataset.unsaved;
        wipe();
        tell(said.saved_at_words || say.done);
      } else if (answer && answer.status === 409) {
        hold(say.theirs);
        choose(await answer.json());
      } else if (answer && (answer.status === 401 || answer.status === 403 || answer.type === "opaqueredirect")) {
        hold(say.signedOut);
      } else if (answer && answer.status < 500) {
        hold(say.refused);
      } else {
        hold(say.kept);
        later(AGAIN);
      }
    }

    // What stands on the page for a value: the words of an option or of a box, not its key.
    const shown = (name, value) => [].concat(value ?? []).map((one) => {
      const own = [...form.elements].filter((field) => field.name === name);
      const option = own.flatMap((field) => [...(field.options || [])]).find((each) => each.value === String(one));
      const box = own.find((field) => ["checkbox", "radio"].includes(field.type) && field.value === String(one));
      return option ? option.text : box && box.labels.length ? box.labels[0].textContent.trim() : String(one);
    }).join(" · ");

    function choose(said) {
      isAsking = true;
      const theirs = typeof said.text === "object" && said.text ? said.text : {};
      const mine = JSON.parse(words());
      const box = document.createElement("section");
      box.className = "conflict";
      box.tabIndex = -1;
      const add = (tag, text, to = box) => { const made = document.createElement(tag); made.textContent = text; to.append(made); return made; };
      add("h2", said.by ? `${say.theirs} (${said.by})` : say.theirs);
      for (const name of Object.keys(theirs)) {
        if (String(theirs[name]) === String(mine[name])) continue;
        const field = form.elements.namedItem(name), label = field && field.labels && field.labels[0];
        if (label) add("h3", label.textContent.trim());
        const pair = add("div", "");
        pair.className = "split even";
        for (const [title, text] of [[say.labelMine, mine[name]], [say.labelTheirs, theirs[name]]]) {
          const side = add("div", "", pair);
          add("h4", title, side);
          add("p", shown(name, text), side).dir = "auto";
        }
      }
      const acts = add("div", "");
      acts.className = "acts";
      const close = (found) => {
        version = String(said.version);
        isAsking = false;
        box.remove();
        if (found) put(found);
        sent = "";
        save();
      };
      for (const [text, found] of [[say.keepMine, null], [say.takeTheirs, theirs]]) {
        const button = add("button", text, acts);
        button.type = "button";
        button.className = "quiet";
        button.addEventListener("click", () => close(found));
      }
      line.after(box);
      box.focus();
    }

    function restore() {
      let kept = null;
      try { kept = JSON.parse(sessionStorage.getItem(place) || "null"); } catch { wipe(); }
      if (!kept) return;
      const hasArrived = kept.isSubmitted && Number(version) > Number(kept.version);
      if (hasArrived || JSON.stringify(kept.words) === sent) return wipe();
      version = kept.version;
      const own = form.elements.namedItem("version");
      if (own) own.value = version; // the button, too, says under which version these words were written
      put(kept.words);
      tell(say.restored, true);
      later(0);
    }

    sent = words();
    restore();
    // An answer to a save that comes after the button was pressed must not make the words unsubmitted again.
    const written = () => { isSubmitted = false; later(WAIT); };
    form.addEventListener("input", () => { form.dataset.unsaved = "yes"; written(); });
    form.addEventListener("change", written);
    form.addEventListener("submit", () => { isSubmitted = true; hold(say.saving); });
    addEventListener("online", () => later(0));
    addEventListener("pagehide", () => { if (form.dataset.unsaved && !form.dataset.isSent) hold(say.kept); });
  }

  document.querySelectorAll("form[data-autosave-url]").forEach(keep);
})();
