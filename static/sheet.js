// The sheet of a case: arrow keys, Enter, a block pasted from a spreadsheet, totals while one types. The server reads every cell
// again (casework/arrears/cells.py); without this file the sheet is a plain form.

const DECIMAL = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/;

/** Hundredths of what a cell says (fen, or hundredths of a day), null where it is blank, or the name of what is wrong with it. */
export function hundredths(text) {
  const bare = text.normalize("NFKC").replace(/[\s\u200b-\u200f\ufeff]+/g, "").replace(/^¥+/, "").replace(/−/g, "-");
  if (!bare) return null;
  const match = DECIMAL.exec(bare);
  if (!match) return "number";
  const decimals = (match[3] ?? "").padEnd(2, "0");
  const noise = Number(`0.${decimals.slice(2) || 0}`);
  if (noise >= 1e-4 && noise <= 1 - 1e-4) return "decimals";
  const value = BigInt(match[2].replace(/,/g, "") + decimals.slice(0, 2)) + (noise > 0.5 ? 1n : 0n);
  return match[1] === "-" && value > 0n ? "negative" : value;
}

/** The cells of a block of text as a spreadsheet copies it; what it quoted may hold line breaks. */
export function block(text) {
  const rows = [[""]];
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const row = rows[rows.length - 1];
    const sign = text[at];
    if (sign === '"' && (quoted || row[row.length - 1] === "")) {
      if (quoted && text[at + 1] === '"') { row[row.length - 1] += '"'; at += 1; } else quoted = !quoted;
    } else if (sign === "\t" && !quoted) row.push("");
    else if ((sign === "\n" || sign === "\r") && !quoted) {
      if (sign === "\r" && text[at + 1] === "\n") at += 1;
      rows.push([""]);
    } else row[row.length - 1] += sign;
  }
  while (rows.length && rows[rows.length - 1].every((cell) => cell === "")) rows.pop();
  return rows;
}

function money(value) {
  const digits = (value < 0n ? -value : value).toString().padStart(3, "0");
  return `${value < 0n ? "−" : ""}${digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ",")}.${digits.slice(-2)}`;
}

function quantity(value) {
  return money(value).replace(/,/g, "").replace(/\.?0+$/, "");
}

function sheet(table) {
  const { number, decimals, negative, over, pasted, wrong } = table.dataset;
  const reasons = { number, decimals, negative };
  const counted = "quantity" in table.dataset;
  const written = counted ? quantity : money;
  const said = document.querySelector("[data-said]");
  const body = table.tBodies[0];
  const undone = [];

  const cells = (row) => [...row.querySelectorAll("input")];
  const at = (input) => [...body.rows].indexOf(input.closest("tr"));
  const left = (input) => input.closest("td").cellIndex;
  const inputAt = (row, column) => body.rows[row]?.cells[column]?.querySelector("input");

  function judge(input) {
    const value = hundredths(input.value);
    const bad = typeof value === "string" ? reasons[value] : "";
    let note = input.parentElement.querySelector(".cell-say");
    if (bad) {
      if (!note) {
        note = Object.assign(document.createElement("span"), { className: "cell-say", id: `e-${input.name}` });
        input.after(note);
      }
      note.textContent = bad;
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", note.id);
    } else if (input.value !== input.dataset.judged) {
      note?.remove();
      input.removeAttribute("aria-invalid");
      input.removeAttribute("aria-describedby");
    }
    return typeof value === "bigint" ? value : 0n;
  }

  function count() {
    const totals = new Map();
    for (const row of body.rows) {
      const sums = { wages: 0n, all: 0n, earned: 0n };
      const rate = row.querySelector("[data-rate], [name$='|rate']");
      const price = rate && hundredths(rate.value);
      let any = false;
      for (const input of row.querySelectorAll("input[data-c]")) {
        if (input === rate) continue;
        const value = judge(input);
        any ||= value > 0n;
        sums.all += value;
        if (/^\d/.test(input.dataset.c) || input.dataset.c.startsWith("wages")) sums.wages += value;
        totals.set(input.dataset.c, (totals.get(input.dataset.c) ?? 0n) + value);
        if (typeof price === "bigint") sums.earned += (value * price * 2n + 100n) / 200n;
      }
      if (rate) judge(rate);
      for (const cell of row.querySelectorAll("[data-sum]")) {
        if (cell.dataset.sum === "earned") { if (typeof price === "bigint") cell.textContent = any ? money(sums.earned) : ""; } else cell.textContent = any ? written(sums[cell.dataset.sum]) : "";
      }
    }
    const sums = { wages: 0n, all: 0n };
    for (const cell of table.querySelectorAll("[data-total]")) {
      const rest = hundredths(cell.dataset.rest.replace("-", ""));
      const other = counted ? rest : BigInt(cell.dataset.rest);
      const total = (totals.get(cell.dataset.total) ?? 0n) + (other ?? 0n);
      cell.textContent = total ? written(total) : "";
      sums.all += total;
      if (/^\d/.test(cell.dataset.total) || cell.dataset.total.startsWith("wages")) sums.wages += total;
    }
    for (const cell of table.querySelectorAll("[data-total-of]")) cell.textContent = written(sums[cell.dataset.totalOf]);
    const fresh = table.querySelector("[data-fresh]");
    const people = [...body.querySelectorAll("tr.new input[name$='|name']")].filter((input) => input.value.trim()).length;
    if (fresh) fresh.textContent = people ? fresh.dataset.fresh.replace("{n}", people) : "";
    const bad = table.querySelectorAll('[aria-invalid="true"]').length;
    table.querySelector("[data-wrong-count]").textContent = bad ? wrong.replace("{n}", bad) : "";
  }

  function go(row, column, step) {
    for (let to = row; body.rows[to]; to += step) {
      const input = inputAt(to, column);
      if (input) {
        input.focus();
        input.select();
        input.scrollIntoView({ block: "nearest", inline: "nearest" });
        return true;
      }
    }
    return false;
  }

  function sideways(input, step) {
    const all = cells(input.closest("tr"));
    const to = all[all.indexOf(input) + step];
    to?.focus();
    to?.select();
    return Boolean(to);
  }

  function another() {
    const pattern = document.getElementById("blank-row");
    if (!pattern) return false;
    const n = body.querySelectorAll("tr.new").length;
    const row = pattern.content.querySelector("tr").cloneNode(true);
    row.querySelector(".no").textContent = body.rows.length + Number(body.rows[0]?.cells[0].textContent || 1) - (body.rows.length ? 0 : 1);
    for (const input of row.querySelectorAll("input")) {
      input.name = input.name.replace("__", n);
      input.id = input.name;
      input.setAttribute("aria-label", input.getAttribute("aria-label").replace("__1", n + 1));
    }
    body.append(row);
    return true;
  }

  function put(input, text, before) {
    before.push([input, input.value]);
    input.value = text.replace(/[\r\n]+/g, " ").trim();
  }

  function paste(input, rows) {
    const before = [];
    let lost = 0;
    const top = at(input);
    const from = left(input);
    rows.forEach((texts, down) => {
      while (!body.rows[top + down] && another());
      texts.forEach((text, across) => {
        const to = inputAt(top + down, from + across);
        if (to) put(to, text, before); else if (text.trim()) lost += 1;
      });
    });
    undone.push(before);
    said.textContent = (lost ? over.replace("{n}", lost) : pasted.replace("{n}", before.length));
    input.form.dispatchEvent(new Event("input", { bubbles: true }));
    count();
  }

  body.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (!event.target.matches("input") || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    paste(event.target, block(text));
  });

  body.addEventListener("keydown", (event) => {
    const input = event.target;
    if (!input.matches("input") || event.isComposing) return;
    const ctrl = event.ctrlKey || event.metaKey;
    const whole = input.selectionStart === 0 && input.selectionEnd === input.value.length;
    let done = true;
    if (event.key === "Enter" && !ctrl) {
      const step = event.shiftKey ? -1 : 1;
      if (!go(at(input) + step, left(input), step) && step > 0 && input.value && another()) go(at(input) + 1, left(input), 1);
    } else if (event.key === "ArrowDown" && !ctrl) go(at(input) + 1, left(input), 1);
    else if (event.key === "ArrowUp" && !ctrl) go(at(input) - 1, left(input), -1);
    else if (event.key === "ArrowRight" && !ctrl && !event.shiftKey && (whole || input.selectionStart === input.value.length)) sideways(input, 1);
    else if (event.key === "ArrowLeft" && !ctrl && !event.shiftKey && (whole || input.selectionEnd === 0)) sideways(input, -1);
    else if (event.key === "Escape" && input.value !== input.defaultValue) input.value = input.defaultValue;
    else if (ctrl && event.key.toLowerCase() === "d") {
      const above = inputAt(at(input) - 1, left(input));
      if (above) input.value = above.value;
    } else if (ctrl && event.key.toLowerCase() === "z" && undone.length) {
      for (const [each, value] of undone.pop()) each.value = value;
    } else if (ctrl && event.key.toLowerCase() === "s") document.querySelector("button[name=save]").click();
    else done = false;
    if (done) {
      event.preventDefault();
      count();
    }
  });

  // A draft may hold more new rows than the page begins with: make room for it, and take away what it did not need.
  table.closest("form").addEventListener("click", (event) => {
    if (!event.target.closest("[data-restore]")) return;
    const before = body.rows.length;
    for (let n = 0; n < 200 && another(); n += 1);
    setTimeout(() => {
      while (body.rows.length > before && cells(body.lastElementChild).every((input) => !input.value)) body.lastElementChild.remove();
      count();
    });
  }, true);

  body.addEventListener("input", count);
  body.addEventListener("focusin", (event) => { if (event.target.matches("input")) event.target.select(); });
  for (const input of body.querySelectorAll('[aria-invalid="true"]')) input.dataset.judged = input.value;
  count();
  body.querySelector('[aria-invalid="true"]')?.focus();
}

for (const table of document.querySelectorAll("table[data-sheet]")) sheet(table);
