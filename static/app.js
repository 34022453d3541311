// Everything works without this file; it only saves a step. Strict CSP: no inline script, no eval.
"use strict";

// Errors first: after a refused form the summary has the focus.
document.getElementById("errors")?.focus();

// The chosen file's name and size beside its field.
for (const input of document.querySelectorAll("input[type=file]")) {
  const said = document.querySelector(`output[for="${input.id}"]`);
  input.addEventListener("change", () => {
    said.textContent = [...input.files].map((f) => `${f.name} (${Math.ceil(f.size / 1024)} KB)`).join(" ");
  });
}

// Leaving a form with something typed asks first. Sending it twice is one sending.
for (const form of document.querySelectorAll("form[method=post]")) {
  let typed = false;
  let sent = false;
  if ("unsaved" in form.dataset) {
    form.addEventListener("input", () => { typed = true; });
    addEventListener("beforeunload", (event) => { if (typed && !sent) event.preventDefault(); });
  }
  form.addEventListener("submit", (event) => {
    if (event.submitter?.formTarget) return; // its answer opens beside this page, which stays
    if (sent) event.preventDefault();
    sent = true;
  });
  addEventListener("pageshow", () => { sent = false; });
}

// What is typed into a form is kept while it is typed (已保存 14:32), and offered again when the form is next opened.
for (const form of document.querySelectorAll("form[data-unsaved]")) {
  const template = document.getElementById("draft");
  if (!template || form.querySelector("input[type=password]")) continue;
  const [said, offer] = template.content.cloneNode(true).children;
  const at = location.pathname + location.search;
  const token = form.elements.csrf_token?.value;
  const skipped = /^(csrf_token|version|draft|draft_.*)$/;
  const changes = "changes" in form.dataset; // of a sheet only what was changed: the rest may be newer when it is restored
  const typed = () => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !skipped.test(name)
    && !(changes && form.elements[name].defaultValue === value));
  const send = (path, more) => {
    const body = new URLSearchParams({ csrf_token: token, at, ...more }).toString();
    return fetch(path, { method: "POST", redirect: "error", keepalive: body.length < 60_000, body, // browsers keep no longer one alive
      headers: { "Content-Type": "application/x-www-form-urlencoded" } });
  };
  const mark = Object.assign(document.createElement("input"), { type: "hidden", name: "draft", value: at });
  let waiting;
  const keep = async () => {
    waiting = clearTimeout(waiting);
    const answer = await send("/drafts/keep", { fields: JSON.stringify(typed()) }).catch(() => null);
    said.textContent = answer?.ok ? (await answer.json()).said : template.dataset.failed;
    said.classList.toggle("bad-say", !answer?.ok);
    if (!said.isConnected) (form.querySelector(".row-flex:last-of-type") ?? form).append(said);
    if (!mark.isConnected) form.append(mark);
  };
  form.addEventListener("input", () => { offer.remove(); clearTimeout(waiting); waiting = setTimeout(keep, 1200); });
  form.addEventListener("submit", () => { waiting = clearTimeout(waiting); });
  addEventListener("visibilitychange", () => { if (document.hidden && waiting) keep(); });
  if (template.dataset.method === "POST") { form.append(mark); continue; } // what came back is newer than any draft
  fetch(`/drafts/?at=${encodeURIComponent(at)}`, { redirect: "error" }).then((answer) => answer.json()).then((kept) => {
    if (!kept.fields || waiting) return;
    offer.querySelector("p").textContent = kept.said;
    form.prepend(offer);
    form.append(mark);
    offer.querySelector("[data-drop]").addEventListener("click", () => { send("/drafts/drop", {}); offer.remove(); mark.remove(); });
    offer.querySelector("[data-restore]").addEventListener("click", () => {
      const left = kept.fields.slice();
      for (const input of form.elements) {
        if (!input.name || skipped.test(input.name) || input.type === "file" || input.type === "hidden") continue;
        const box = input.type === "checkbox" || input.type === "radio";
        const found = left.findIndex(([name, value]) => name === input.name && (!box || value === input.value));
        if (box) input.checked = found >= 0;
        else if (found >= 0) [[, input.value]] = left.splice(found, 1); // two fields of one name take their values in order
      }
      offer.remove();
      form.querySelector("input:not([type=hidden]), select, textarea")?.focus();
      form.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }).catch(() => {});
}

// A card reader types a number and Enter: that looks the number up and registers nothing.
for (const input of document.querySelectorAll("input[data-wedge]")) {
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    if (input.value.trim()) input.form.requestSubmit(input.form.querySelector("button[name=look_up]"));
  });
}

// The drawer is plain :target; Escape and a tap beside it close it and give the focus back.
const side = document.getElementById("side");
const close = () => {
  if (location.hash !== "#side") return;
  location.hash = "main";
  document.querySelector('.topbar a[href="#side"]')?.focus();
};
addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
document.querySelector("main")?.addEventListener("click", close);
addEventListener("hashchange", () => { if (location.hash === "#side") side.focus(); });

// A menu closes when the focus goes elsewhere.
for (const menu of document.querySelectorAll("details.pop")) {
  menu.addEventListener("focusout", (event) => { if (!menu.contains(event.relatedTarget)) menu.open = false; });
}

// Print buttons exist only where there is script to serve them.
for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// A text that goes into another system is copied whole.
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => navigator.clipboard?.writeText(document.getElementById(button.dataset.copy).innerText));
}

// The law's opinion while a form is being typed; without script the button 先体检 asks for it.
for (const form of document.querySelectorAll("form[data-opinion]")) {
  const into = document.getElementById(form.dataset.into);
  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const answer = await fetch(form.dataset.opinion, { method: "POST", body: new FormData(form), redirect: "error" }).catch(() => null);
      if (answer?.ok) into.innerHTML = await answer.text();
    }, 600);
  });
}

// How far a job is: asked for every two seconds while the page is seen; when it is over, the page is opened anew.
const poll = (told) => {
  const ask = async () => {
    const answer = document.hidden ? null : await fetch(told.dataset.poll, { redirect: "error" }).catch(() => null);
    if (answer?.status === 205) location.reload();
    else {
      if (answer?.ok) told.innerHTML = await answer.text();
      if (told.isConnected) setTimeout(ask, 2000);
    }
  };
  setTimeout(ask, 1000);
};
document.querySelectorAll("[data-poll]").forEach(poll);

// A form whose answer is a piece of this page, as the code for the phone on the desk; without script it is a page of its own.
for (const form of document.querySelectorAll("form[data-piece]")) {
  const into = document.getElementById(form.dataset.piece);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Piece": "1" }, redirect: "error" })
      .catch(() => null);
    if (!answer?.ok) { form.submit(); return; }
    into.innerHTML = await answer.text();
    into.hidden = false;
    into.querySelectorAll("[data-poll]").forEach(poll);
    into.focus();
  });
}

// Photos from a phone go one by one: a weak net loses one and not all, and together they may be more than one request may carry.
for (const form of document.querySelectorAll("form[data-each]")) {
  const input = form.querySelector("input[type=file]");
  const [said, list, known] = ["said", "list", "known"].map((part) => document.getElementById(`each-${part}`));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const files = [...input.files];
    if (!files.length) { form.submit(); return; } // the page says what is missing
    const button = form.querySelector("button.btn-primary");
    button.disabled = true;
    said.hidden = false;
    let taken = 0;
    for (const [n, file] of files.entries()) {
      said.textContent = form.dataset.each.replace("{n}", n + 1).replace("{all}", files.length);
      const body = new FormData(form);
      body.delete(input.name);
      body.append(input.name, file);
      const answer = await fetch(location.href, { method: "POST", body, headers: { "X-Piece": "1" }, redirect: "error" }).catch(() => null);
      const told = document.createElement("li");
      if (answer?.ok || answer?.status === 422) told.innerHTML = await answer.text();
      else told.textContent = `${file.name} ${form.dataset.lost}`;
      if (answer?.ok) taken += 1;
      list.prepend(told);
    }
    said.textContent = form.dataset.taken.replace("{n}", taken).replace("{left}", files.length - taken);
    input.value = "";
    input.dispatchEvent(new Event("change"));
    button.disabled = false;
    if (taken && !("poll" in known.dataset)) { known.hidden = false; known.dataset.poll = known.dataset.url; poll(known); }
  });
}

// One box ticks the whole page of a list.
for (const all of document.querySelectorAll("input[data-all]")) {
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of all.closest("table").querySelectorAll("tbody input[name=id]")) box.checked = all.checked;
  });
}

// Views that do not fit on a phone: the one that is open, and the one that has the focus, stand in sight.
for (const bar of document.querySelectorAll("nav.views")) {
  const show = (one) => {
    if (!one || bar.scrollWidth <= bar.clientWidth) return;
    const [box, room] = [one.getBoundingClientRect(), bar.getBoundingClientRect()];
    if (box.left < room.left || box.right > room.right) bar.scrollLeft += box.left - room.left - 12;
  };
  show(bar.querySelector("[aria-current]"));
  bar.addEventListener("focusin", (event) => show(event.target.closest("nav.views > a, nav.views > details")));
}

// J and K go down and up the rows of a list, Enter opens the one that has the focus.
addEventListener("keydown", (event) => {
  if (!/^[jk]$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  const links = [...document.querySelectorAll("table[data-keys] tbody th a")];
  const at = links.indexOf(document.activeElement) + (event.key === "j" ? 1 : -1);
  links[Math.max(0, Math.min(at, links.length - 1))]?.focus();
});

// “/” goes to the box of the menu (on a phone the drawer opens first).
addEventListener("keydown", (event) => {
  const box = document.getElementById("find");
  if (event.key !== "/" || !box || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  event.preventDefault();
  if (box.getClientRects().length === 0 || getComputedStyle(box).visibility === "hidden") {
    addEventListener("hashchange", () => box.focus(), { once: true });
    location.hash = "side";
  }
  box.focus();
  box.select();
});

// The rows of a file are put in order by dragging, or with Alt and the arrows in their number; the numbers are what is sent.
for (const table of document.querySelectorAll("table[data-order]")) {
  const rows = () => [...table.querySelectorAll("tr[data-key]")];
  const count = () => rows().forEach((row, at) => { row.querySelector("input[type=number]").value = at + 1; });
  let held = null;
  table.closest("section").querySelector("[data-order-hint]")?.removeAttribute("hidden");
  table.addEventListener("dragstart", (event) => { held = event.target.closest("tr[data-key]"); held?.classList.add("held"); });
  table.addEventListener("dragend", () => { held?.classList.remove("held"); held = null; });
  table.addEventListener("dragover", (event) => {
    const over = event.target.closest("tr[data-key]");
    if (!held || !over || over === held) return;
    event.preventDefault();
    const box = over.getBoundingClientRect();
    over[event.clientY > box.top + box.height / 2 ? "after" : "before"](held);
    count();
  });
  table.addEventListener("drop", (event) => event.preventDefault());
  table.addEventListener("keydown", (event) => {
    const row = event.target.closest("tr[data-key][draggable]");
    if (!row || !event.altKey || !/^Arrow(Up|Down)$/.test(event.key)) return;
    event.preventDefault();
    const all = rows();
    const other = all[all.indexOf(row) + (event.key === "ArrowUp" ? -1 : 1)];
    if (!other) return;
    other[event.key === "ArrowUp" ? "before" : "after"](row);
    count();
    event.target.focus();
  });
}

// A page of a file is put beside its list without loading the list again. Left and right turn pages, up and down go through the items.
for (const file of document.querySelectorAll("[data-looks]")) {
  let asked = 0;
  const look = async (link, focus) => {
    const panel = document.getElementById("look");
    const mine = ++asked;
    panel.setAttribute("aria-busy", "true");
    const answer = await fetch(link.dataset.look).catch(() => null);
    if (!answer?.ok || answer.redirected) { location = link.href; return; }
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("look");
    if (mine !== asked) return; // another page was asked for meanwhile
    panel.replaceWith(fresh);
    history.replaceState(null, "", link.href);
    const key = new URL(link.href).searchParams.get("show");
    for (const row of file.querySelectorAll("tr")) row.classList.toggle("seen", row.querySelector("th a[data-look]") !== null && new URL(row.querySelector("th a[data-look]").href).searchParams.get("show") === key);
    if (focus) (focus === true ? fresh : fresh.querySelector(`a[rel=${focus}]`) ?? fresh).focus({ preventScroll: true });
    const box = fresh.getBoundingClientRect();
    if (box.top < 0 || box.top > innerHeight * 0.7) fresh.scrollIntoView({ block: "start" });
  };
  file.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-look]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    look(link, link.closest("#look") ? link.rel || true : null);
  });
  file.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, select, textarea")) return;
    const turn = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
    if (turn && event.target.closest("#look, th a[data-look]")) {
      const link = document.querySelector(`#look a[rel=${turn}]`);
      if (link) { event.preventDefault(); look(link, event.target.closest("#look") ? turn : null); }
      return;
    }
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || !event.target.matches("th a[data-look]")) return;
    const links = [...file.querySelectorAll("th a[data-look]")];
    const next = links[links.indexOf(event.target) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
    look(next, null);
  });
}

// Rectangles are drawn over a picture with the pointer; what is sent are the numbers in the table beside it.
for (const form of document.querySelectorAll("form[data-cover]")) {
  const picture = form.querySelector(".covering");
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 100 100");
  svg.setAttribute("preserveAspectRatio", "none");
  picture.append(svg);
  form.querySelector("[data-cover-hint]").hidden = false;
  const rows = () => [...form.querySelectorAll(".areas tbody tr")];
  const read = (row) => [...row.querySelectorAll("input")].map((input) => input.value.trim());
  const write = (row, values) => row.querySelectorAll("input").forEach((input, at) => { input.value = values[at] ?? ""; });
  const draw = () => {
    svg.replaceChildren();
    for (const row of rows()) {
      const values = read(row).map(Number);
      if (!read(row).every(Boolean) || values.some(Number.isNaN)) continue;
      const box = document.createElementNS(svg.namespaceURI, "rect");
      ["x", "y", "width", "height"].forEach((name, at) => box.setAttribute(name, Math.max(0, values[at])));
      box.addEventListener("pointerdown", (event) => { event.stopPropagation(); write(row, []); draw(); });
      svg.append(box);
    }
  };
  const at = (event) => {
    const box = svg.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height].map((v) => Math.round(Math.min(1, Math.max(0, v)) * 1000) / 10);
  };
  let from = null;
  let row = null;
  svg.addEventListener("pointerdown", (event) => {
    from = at(event);
    row = rows().find((one) => !read(one).some(Boolean));
    if (!row) {
      row = rows().at(-1).cloneNode(true);
      form.querySelector(".areas tbody").append(row);
    }
    svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener("pointermove", (event) => {
    if (!from) return;
    const to = at(event);
    write(row, [Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1])].map((v) => Math.round(v * 10) / 10));
    draw();
  });
  svg.addEventListener("pointerup", () => {
    if (row && read(row).slice(2).some((value) => !Number(value))) write(row, []);
    from = row = null;
    form.dispatchEvent(new Event("input", { bubbles: true }));
    draw();
  });
  form.addEventListener("input", draw);
  draw();
}

// A phrase is written where the cursor stands in its field; Escape closes the list and gives the focus back.
for (const list of document.querySelectorAll("details.phrases")) {
  list.hidden = false;
  list.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && list.open) { list.open = false; list.querySelector("summary").focus(); }
  });
  list.addEventListener("click", (event) => {
    const id = event.target.dataset?.phrase;
    if (!id) return;
    const field = document.getElementById(id);
    const at = field.selectionEnd;
    const before = field.value.slice(0, at);
    const glue = before && !/[\s；。，]$/.test(before) ? "；" : "";
    list.open = false;
    field.focus();
    field.setRangeText(glue + event.target.textContent, at, at, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
