// Adds "Open interactive chart" under every figure. Without scripts the page is whole; this only adds to it.
(() => {
  const read = (id) => document.getElementById(id)?.textContent ?? "";
  if (read("figures") === "") return;
  const figures = JSON.parse(read("figures"));
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const swap = new Map(JSON.parse(read("dark-colours")));
  const drawn = new Map();
  const source = document.currentScript?.dataset.plotly;
  let loading;

  /** The chart library is packed into the page once; it is unpacked when somebody first asks for a chart. */
  function library() {
    loading ??= source ? fetched() : (async () => {
      const packed = Uint8Array.from(atob(read("plotly-gz")), (letter) => letter.charCodeAt(0));
      const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
      const script = document.createElement("script");
      script.textContent = await new Response(stream).text();
      document.head.append(script);
      return globalThis.Plotly;
    })();
    return loading;
  }

  /** In pages that share their files, the library lies beside them. */
  function fetched() {
    return new Promise((done, fail) => {
      const script = document.createElement("script");
      script.src = source;
      script.onload = () => done(globalThis.Plotly);
      script.onerror = () => fail(new Error("the chart library is not where the page looks for it"));
      document.head.append(script);
    });
  }

  /** A figure with its light colours exchanged for dark ones where the reader's screen is dark. */
  function themed(value) {
    if (!dark.matches) return value;
    if (typeof value === "string") return swap.get(value) ?? value;
    if (Array.isArray(value)) return value.map(themed);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, themed(inner)]));
  }

  async function draw(place, id) {
    const plotly = await library();
    const { data, layout } = themed(structuredClone(figures[id]));
    await plotly.react(place, data, layout, { responsive: true, displaylogo: false, displayModeBar: false });
  }

  for (const figure of document.querySelectorAll("figure[data-figure]")) {
    const id = figure.dataset.figure;
    if (!figures[id]) continue;
    const place = document.createElement("div");
    place.className = "live";
    place.id = `live-${id.replace(/[^\w-]/g, "-")}`;
    place.hidden = true;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "open";
    button.textContent = "Open interactive chart";
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-controls", place.id);
    button.addEventListener("click", async () => {
      const open = place.hidden;
      place.hidden = !open;
      button.setAttribute("aria-expanded", String(open));
      button.textContent = open ? "Close interactive chart" : "Open interactive chart";
      if (!open || drawn.has(id)) return;
      drawn.set(id, place);
      try {
        await draw(place, id);
      } catch {
        drawn.delete(id);
        place.textContent =
          "This browser cannot draw the interactive chart. The figure above shows the same numbers.";
      }
    });
    const table = figure.querySelector(":scope > details");
    figure.insertBefore(button, table);
    figure.insertBefore(place, table);
  }

  // For taking a figure along as a picture: always in its light colours, to stand on paper.
  globalThis.trellisFigure = {
    has: (id) => Object.hasOwn(figures, id),
    image: async (id, format) => {
      const plotly = await library();
      const { data, layout } = structuredClone(figures[id]);
      const size = { width: 960, height: layout.height ?? 540, scale: format === "png" ? 2 : 1 };
      return await plotly.toImage({ data, layout }, { format, ...size });
    },
  };

  dark.addEventListener("change", () => drawn.forEach((place, id) => draw(place, id)));
})();
