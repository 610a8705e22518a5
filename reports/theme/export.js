// Adds, to every table, a way to take it along as CSV, and to every figure a way to take it along as a picture.
// Everything is made in the page, of what the page shows: numbers that may not be shown are not in it.
(() => {
  const library = globalThis.trellisFigure;

  /** A cell that a spreadsheet cannot take for a formula: plain numbers stay, everything else that begins like one is marked as text. */
  function cell(text) {
    const plain = text.replace(/\s+/g, " ").trim().replaceAll("−", "-").replaceAll("\u2013", "-");
    const number = /^[-+]?\d[\d,]*(\.\d+)?%?$/.test(plain);
    const safe = !number && /^[=+\-@\t\r]/.test(plain) ? `'${plain}` : plain;
    return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  /** What a cell says, with the parts that stand on lines of their own after a space. */
  function text(element) {
    const copy = element.cloneNode(true);
    for (const drawn of copy.querySelectorAll("svg, .axc, .axm, button")) drawn.remove();
    for (const part of copy.querySelectorAll(".t2, .t1, br")) part.before(" ");
    return copy.textContent;
  }

  /** A table as rows of text: cells that span several columns are followed by empty ones; drawings are left out. */
  function rows(table) {
    const found = [];
    const drawn = new Set();
    let group = "";
    for (const row of table.rows) {
      const heading = row.cells.length === 1 && row.cells[0].classList.contains("rg");
      if (heading) {
        group = text(row.cells[0]);
        continue;
      }
      const line = [];
      for (const one of row.cells) {
        if (one.tagName === "TH" && one.matches(".plot")) drawn.add(line.length);
        line.push(text(one));
        for (let more = 1; more < one.colSpan; more++) line.push("");
      }
      found.push({ head: row.parentElement.tagName === "THEAD", group, line });
    }
    const grouped = found.some((row) => row.group !== "");
    return found.map(({ head, group, line }) => {
      const told = line.filter((_, column) => !drawn.has(column));
      return grouped ? [head ? "Group" : group, ...told] : told;
    });
  }

  function csv(table) {
    return `\ufeff${rows(table).map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
  }

  /** The same as a table for a letter or a sheet: plain cells, without the page's style. */
  function plainTable(table) {
    const html = rows(table).map((line, r) => {
      const cell = r === 0 ? "th" : "td";
      const cells = line.map((text) => text.replace(/\s+/g, " ").trim())
        .map((text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;"));
      return `<tr>${cells.map((text) => `<${cell}>${text}</${cell}>`).join("")}</tr>`;
    });
    return `<table>${html.join("")}</table>`;
  }

  async function copyTable(table) {
    const text = rows(table).map((line) => line.map(cell).join("\t")).join("\n");
    try {
      await navigator.clipboard.write([
        new ClipboardItem({
          "text/html": new Blob([plainTable(table)], { type: "text/html" }),
          "text/plain": new Blob([text], { type: "text/plain" }),
        }),
      ]);
      return "Copied";
    } catch {
      return "This browser cannot copy here: save as CSV";
    }
  }

  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  /** A file name of this report and one of its parts. */
  function fileName(part, ending) {
    const words = `${document.title} ${part}`.normalize("NFKD").replace(/[^A-Za-z0-9]+/g, "-");
    return `${words.slice(0, 100).replace(/^-+|-+$/g, "").toLowerCase() || "report"}.${ending}`;
  }

  function button(label, act) {
    const one = document.createElement("button");
    one.type = "button";
    one.className = "take-along";
    one.textContent = label;
    const say = (words) => {
      one.textContent = words;
      setTimeout(() => one.textContent = label, 3000);
    };
    one.addEventListener("click", async () => {
      try {
        say(await act() ?? "Saved");
      } catch {
        say("This browser cannot do that");
      }
    });
    return one;
  }

  function bar(buttons, name) {
    const group = document.createElement("div");
    group.className = "along";
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", name);
    group.append(...buttons);
    return group;
  }

  function titleOf(table) {
    const named = table.getAttribute("aria-labelledby");
    const caption = table.caption?.textContent.split(".")[0];
    const figure = table.closest("figure")?.querySelector("h3")?.textContent;
    const section = table.closest("section, footer")?.querySelector("h2 span, h2")?.textContent;
    return caption || (named && document.getElementById(named)?.textContent) ||
      table.getAttribute("aria-label") ||
      figure || section || "table";
  }

  for (const table of document.querySelectorAll("main table, footer table")) {
    if (table.closest(".live")) continue;
    const title = titleOf(table);
    const place = table.closest(".scroll") ?? table;
    const take = button(
      "Save as CSV",
      () => save(new Blob([csv(table)], { type: "text/csv" }), fileName(title, "csv")),
    );
    place.after(bar([take, button("Copy table", () => copyTable(table))], `Take along: ${title}`));
  }

  if (!library) return;
  for (const figure of document.querySelectorAll("figure[data-figure]")) {
    const id = figure.dataset.figure;
    if (!library.has(id)) continue;
    const title = figure.querySelector("h3")?.textContent ?? id;
    const picture = async (format) => {
      const address = await library.image(id, format);
      if (format === "svg") {
        return new Blob([decodeURIComponent(address.slice(address.indexOf(",") + 1))], {
          type: "image/svg+xml",
        });
      }
      const bytes = Uint8Array.from(
        atob(address.slice(address.indexOf(",") + 1)),
        (letter) => letter.charCodeAt(0),
      );
      return new Blob([bytes], { type: "image/png" });
    };
    figure.querySelector(":scope > .open")?.after(bar([
      button("Copy picture", async () => {
        const blob = picture("png");
        try {
          await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
          return "Copied";
        } catch {
          save(await blob, fileName(title, "png"));
          return "This browser cannot copy here: saved as PNG";
        }
      }),
      button("Save as SVG", async () => save(await picture("svg"), fileName(title, "svg"))),
      button("Save as PNG", async () => save(await picture("png"), fileName(title, "png"))),
    ], `Take along the picture: ${title}`));
    // One bar a figure: the table drawn in it is taken along from there.
    const own = figure.querySelector(":scope > .ms + .along");
    if (!own) continue;
    figure.querySelector(":scope > .open + .along").append(...own.children);
    own.remove();
  }
})();
