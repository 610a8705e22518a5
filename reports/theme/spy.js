// Marks, in the contents beside the page, the section that is being read.
(() => {
  const links = new Map();
  for (const link of document.querySelectorAll(".toc a")) links.set(link.hash.slice(1), link);
  const sections = [...document.querySelectorAll("main > section, footer")].filter(({ id }) => links.has(id));
  if (sections.length === 0 || !globalThis.IntersectionObserver) return;
  const seen = new Set();
  const watch = new IntersectionObserver((changes) => {
    for (const { target, isIntersecting } of changes) isIntersecting ? seen.add(target) : seen.delete(target);
    const current = sections.find((section) => seen.has(section));
    for (const [id, link] of links) {
      if (current?.id === id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }, { rootMargin: "-10% 0px -60% 0px" });
  sections.forEach((section) => watch.observe(section));
})();
