// What the page's frame leaves undone: the document's language, a way past the menu, a menu whose lists are lists to a
// screen reader, and the frame's own words in the reader's language.
export default function ({ data }) {
  const { language, skip, words } = data;
  const page = (window.notebookPage ??= {});
  Object.assign(page, { words, skip });
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";

  function skipLink() {
    let link = document.getElementById("skip-menu");
    if (!link) {
      link = Object.assign(document.createElement("a"), { id: "skip-menu", href: "#" });
      link.onclick = (event) => {
        event.preventDefault();
        const heading = document.querySelector('[data-testid="stMain"] h1');
        if (!heading) return;
        heading.tabIndex = -1;
        heading.focus();
      };
      document.body.prepend(link);
    }
    if (link.textContent !== page.skip) link.textContent = page.skip;
  }

  // The menu puts a <div> between a list and its entries, which is then no list.
  function lists() {
    for (const wrong of document.querySelectorAll('[data-testid="stSidebarNavItems"]:not([role])')) wrong.role = "presentation";
    for (const entry of document.querySelectorAll('[data-testid="stSidebarNavItems"] li:not([role])')) entry.role = "presentation";
  }

  // Looked up as its own entry: a name such as __proto__ is something of every object.
  const wordFor = (text) => (Object.hasOwn(page.words, text?.trim()) ? page.words[text.trim()] : undefined);

  const SAID = ["aria-label", "title", "placeholder", "alt"];
  function said(root) {
    if (root.nodeType === Node.TEXT_NODE) return text(root);
    if (root.nodeType !== Node.ELEMENT_NODE || root.closest("svg.marks, canvas, [data-testid='stMarkdownContainer']")) return;
    for (const element of [root, ...root.querySelectorAll(SAID.map((name) => `[${name}]`).join())]) {
      for (const name of SAID) {
        const told = wordFor(element.getAttribute(name));
        if (told) element.setAttribute(name, told);
      }
    }
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) text(walk.currentNode);
  }

  function text(node) {
    const told = wordFor(node.data);
    if (told && !node.parentElement?.closest("[data-testid='stMarkdownContainer'], .notebook-filter, svg.marks, style, script")) node.data = told;
  }

  // A chart's finding is the heading over it: whoever cannot see the chart comes to it by Tab and hears that.
  function charts() {
    for (const chart of document.querySelectorAll('[data-testid="stVegaLiteChart"][role]:not([tabindex])')) {
      chart.tabIndex = 0;
      const heading = chart.closest('[class*="st-key-view-"]')?.querySelector("h2, h3, h4");
      if (!heading) continue;
      heading.id ||= `finding-${(page.count = (page.count ?? 0) + 1)}`;
      chart.setAttribute("aria-describedby", heading.id);
    }
  }

  // The small line of a card has no words of its own: the figure and its change beside it say what it shows.
  function lines() {
    for (const line of document.querySelectorAll('[data-testid="stMetricChart"]:not([aria-hidden])')) line.ariaHidden = "true";
  }

  function mend(roots) {
    skipLink();
    lists();
    charts();
    lines();
    for (const root of roots) said(root);
  }

  mend([document.body]);
  if (page.watching) return;
  page.watching = new MutationObserver((changes) => {
    const added = changes.flatMap((change) => (change.type === "childList" ? [...change.addedNodes] : [change.target]));
    if (added.length) mend(added);
  });
  page.watching.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: SAID });
}
