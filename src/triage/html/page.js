"use strict";

// The page can be read as it comes; this adds sorting, filtering and pages. Each table keeps its rows in an array and puts
// at most PAGE of them into the document, so that ten thousand stay quick.
const PAGE = 100;

for (const section of document.querySelectorAll("section[data-table]")) enhance(section);

function enhance(section) {
  const body = section.querySelector("tbody");
  const heads = [...section.querySelectorAll("thead th")];
  const search = section.querySelector("input");
  const told = section.querySelector("output");
  const pages = section.querySelector(".pages");
  const [previous, next] = pages.querySelectorAll("button");
  const others = body.querySelector("template");
  const rows = [...body.rows, ...(others ? others.content.children : [])].map((row, index) => ({ row, index, text: undefined }));
  const chosen = new Set();
  let matching = rows;
  let sorted = { column: -1, descending: false };
  let page = 0;

  const empty = document.createElement("tr");
  empty.className = "empty";
  empty.insertCell().colSpan = heads.length;
  empty.cells[0].textContent = "Nothing here matches.";

  function show() {
    const last = Math.max(0, Math.ceil(matching.length / PAGE) - 1);
    page = Math.min(Math.max(page, 0), last);
    const shown = matching.slice(page * PAGE, (page + 1) * PAGE).map((entry) => entry.row);
    body.replaceChildren(...(shown.length ? shown : [empty]));
    told.textContent = `${matching.length.toLocaleString("en")} of ${rows.length.toLocaleString("en")}`;
    pages.hidden = last === 0;
    pages.querySelector("span").textContent = `Page ${page + 1} of ${last + 1}`;
    previous.disabled = page === 0;
    next.disabled = page === last;
  }

  function filter() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    matching = rows.filter((entry) => {
      if (chosen.size && !chosen.has(entry.row.className)) return false;
      if (!words.length) return true;
      entry.text ??= entry.row.textContent.toLowerCase();
      return words.every((word) => entry.text.includes(word));
    });
    order();
  }

  function order() {
    const { column, descending } = sorted;
    if (column < 0) matching.sort((a, b) => a.index - b.index);
    else {
      const collator = new Intl.Collator("en", { numeric: true });
      const keys = new Map(matching.map((entry) => [entry, key(entry.row.cells[column])]));
      const compare = (a, b) => (typeof a === "number" ? a - b : collator.compare(a, b));
      matching.sort((a, b) => {
        const [x, y] = [keys.get(a), keys.get(b)];
        // What has no value comes last, whichever way round.
        if (x === null || y === null) return (x === null) - (y === null) || a.index - b.index;
        return (descending ? compare(y, x) : compare(x, y)) || a.index - b.index;
      });
    }
    page = 0;
    show();
  }

  function key(cell) {
    const value = cell.dataset.v;
    if (value === undefined) return cell.textContent.trim().toLowerCase() || null;
    return value === "" ? null : Number(value);
  }

  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      // Up, down, and back to the order of the meeting.
      if (sorted.column !== column) sorted = { column, descending: false };
      else if (!sorted.descending) sorted = { column, descending: true };
      else sorted = { column: -1, descending: false };
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      if (sorted.column === column) {
        head.setAttribute("aria-sort", sorted.descending ? "descending" : "ascending");
      }
      order();
    });
  });

  if (section.dataset.table === "proposals") {
    for (const button of document.querySelectorAll(".stages button")) {
      if (button.classList.contains("none")) continue;
      button.disabled = false;
      button.setAttribute("aria-pressed", "false");
      button.addEventListener("click", () => {
        const { stage } = button.dataset;
        const pressed = chosen.has(stage);
        if (pressed) chosen.delete(stage);
        else chosen.add(stage);
        button.setAttribute("aria-pressed", String(!pressed));
        filter();
      });
    }
  }

  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, rows.length > 1000 ? 150 : 0);
  });
  const turn = (by) => {
    page += by;
    show();
    section.scrollIntoView({ block: "start" });
  };
  previous.addEventListener("click", () => turn(-1));
  next.addEventListener("click", () => turn(1));
  section.querySelector(".tools").hidden = false;
  show();
}
