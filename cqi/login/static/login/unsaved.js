// Keeps what was typed into a form when it could not be saved because the session had ended, and puts it
// back once the user has logged in again.  It stays in this window and ends with it.  Forms that hold a
// password or a code are left alone.
"use strict";
(() => {
  const KEY = "unsaved";
  const SECRET = 'input[type="password"], input[autocomplete="one-time-code"]';
  const OWN = /^csrfmiddlewaretoken$|-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS$/;
  const user = new URL(document.currentScript.src).searchParams.get("user");

  const isPosted = (form) => (form.getAttribute("method") || "").toLowerCase() === "post";
  const named = (form, name) => [...form.elements].filter((input) => input.name === name);
  const size = (form, prefix, kind) => Number(named(form, `${prefix}-${kind}_FORMS`)[0]?.value ?? 0);
  const prefixes = (form) =>
    [...form.elements].map((input) => input.name.match(/^(.+)-TOTAL_FORMS$/)?.[1]).filter(Boolean);

  function target(form) {
    const url = new URL(form.getAttribute("action") || location.href, location.href);
    return url.pathname + url.search;
  }

  function entry(input) {
    if (input.type === "checkbox" || input.type === "radio") {
      return { name: input.name, value: input.value, checked: input.checked };
    }
    if (input.tagName === "SELECT") {
      const chosen = [...input.selectedOptions].map((option) => [option.value, option.text]);
      return { name: input.name, chosen };
    }
    return { name: input.name, value: input.value, isHidden: input.type === "hidden" };
  }

  function keep(form) {
    const skipped = ["submit", "button", "reset", "image", "file"];
    const inputs = [...form.elements].filter(
      (input) => input.name && !input.disabled && !skipped.includes(input.type) && !OWN.test(input.name),
    );
    const rows = prefixes(form).map((prefix) => ({
      prefix,
      total: size(form, prefix, "TOTAL"),
      initial: size(form, prefix, "INITIAL"),
    }));
    const kept = { user, page: target(form), form: form.id, rows, entries: inputs.map(entry) };
    try {
      sessionStorage.setItem(KEY, JSON.stringify({ ...kept, isInterrupted: false }));
    } catch {
      sessionStorage.removeItem(KEY); // too large for the browser
    }
  }

  function put(input, kept) {
    if ("checked" in kept) {
      if (input.value === kept.value) input.checked = kept.checked;
    } else if (kept.chosen) {
      for (const [value, text] of kept.chosen) {
        if (![...input.options].some((option) => option.value === value)) input.add(new Option(text, value));
      }
      const values = kept.chosen.map(([value]) => value);
      for (const option of input.options) option.selected = values.includes(option.value);
    } else {
      input.value = kept.value;
    }
    for (const kind of ["input", "change"]) input.dispatchEvent(new Event(kind, { bubbles: true }));
  }

  // Makes the rows that the user had added.  Answers with the groups in which that cannot be: somebody else
  // added or removed rows meanwhile, and what was typed belongs to other rows than those that are there.
  function addRows(form, rows) {
    return rows.filter(({ prefix, total, initial }) => {
      if (size(form, prefix, "INITIAL") !== initial) return true;
      const add = document.querySelector(`#${CSS.escape(prefix)}-group a.add-row`);
      for (let more = total - size(form, prefix, "TOTAL"); add && more > 0; more -= 1) add.click();
      return size(form, prefix, "TOTAL") !== total;
    });
  }

  function restore(form, kept) {
    const moved = addRows(form, kept.rows);
    const counts = new Map();
    for (const one of kept.entries) {
      if (moved.some(({ prefix }) => one.name.startsWith(`${prefix}-`))) continue;
      const number = counts.get(one.name) ?? 0;
      counts.set(one.name, number + 1);
      const input = named(form, one.name)[number];
      if (input && !input.disabled) put(input, one);
    }
    return moved.length === 0;
  }

  function tell(place, text) {
    const note = document.createElement("p");
    note.id = "unsaved-note";
    note.className = "bg-orange-100 mb-6 px-3 py-2.5 rounded-default text-orange-700 dark:bg-orange-500/20 dark:text-orange-400";
    note.textContent = text;
    place.prepend(note);
    note.scrollIntoView({ block: "center" });
  }

  function matching(kept) {
    const typed = kept.entries.filter((one) => !one.isHidden).map((one) => one.name);
    return [...document.forms].find(
      (form) => isPosted(form) && form.id === kept.form && typed.some((name) => named(form, name).length),
    );
  }

  function resume(kept) {
    sessionStorage.removeItem(KEY);
    const form = matching(kept);
    if (!form) {
      const content = document.getElementById("content") ?? document.body;
      tell(content, "You had to log in again. What you did last was not done: do it once more.");
    } else if (restore(form, kept)) {
      tell(form, "You had to log in again. What you typed is here as it was, and is not saved yet.");
    } else {
      tell(form, "You had to log in again. Rows were added or removed meanwhile: type what is missing again. Nothing is saved yet.");
    }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const isOurs = isPosted(form) && !form.querySelector(SECRET) && !/\/logout\/$/.test(target(form));
    if (isOurs) keep(form);
  });

  window.addEventListener("load", () => {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    if (kept === null) return;
    const isInterruption = document.querySelector("#login-form, [data-interrupts]");
    if (isInterruption) {
      sessionStorage.setItem(KEY, JSON.stringify({ ...kept, isInterrupted: true }));
      const login = document.getElementById("login-form");
      if (login) tell(login, "Your session had ended, so nothing was saved. What you typed is kept in this window: log in, and it is there again.");
    } else if (!kept.isInterrupted || kept.user !== user) {
      sessionStorage.removeItem(KEY);
    } else if (kept.page === location.pathname + location.search) {
      const ready = window.django?.jQuery ?? ((work) => work());
      ready(() => resume(kept)); // after what Django's own scripts do when the page is ready
    }
  });
})();
