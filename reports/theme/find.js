// Adds a search field above the list of reports. Without scripts the list is whole; this only hides what does not fit.
(() => {
  const rows = [...document.querySelectorAll("tbody tr")];
  if (rows.length < 2) return;
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = rows.map((row) =>
    plain(`${row.closest("section").getAttribute("aria-label")} ${row.textContent}`)
  );
  const box = document.createElement("div");
  box.className = "find";
  box.setAttribute("role", "search");
  const label = document.createElement("label");
  label.htmlFor = "find";
  label.textContent = "Find a report";
  const field = document.createElement("input");
  field.type = "search";
  field.id = "find";
  field.autocomplete = "off";
  field.setAttribute("aria-describedby", "found");
  const found = document.createElement("p");
  found.id = "found";
  found.setAttribute("role", "status");
  box.append(label, field, found);
  document.querySelector("main").before(box);

  function search() {
    const words = plain(field.value).split(/\s+/).filter((word) => word !== "");
    let shown = 0;
    rows.forEach((row, i) => {
      const fits = words.every((word) => texts[i].includes(word));
      row.hidden = !fits;
      shown += Number(fits);
    });
    for (const section of document.querySelectorAll("main section")) {
      section.hidden = [...section.querySelectorAll("tbody tr")].every((row) => row.hidden);
    }
    found.textContent = words.length === 0
      ? ""
      : shown === 0
      ? "No report fits. Try a shorter word, or a year."
      : `${shown} of ${rows.length} reports`;
    const address = new URL(location.href);
    address.hash = field.value === "" ? "" : `find=${encodeURIComponent(field.value)}`;
    history.replaceState(null, "", address);
  }

  field.addEventListener("input", search);
  const asked = /^#find=(.*)$/.exec(location.hash)?.[1];
  if (asked !== undefined) {
    try {
      field.value = decodeURIComponent(asked);
    } catch {
      return;
    }
    search();
  }
})();
