"use strict";
// The page is whole without this script. It remembers the colours chosen, and marks the section being read.
(() => {
  const root = document.documentElement;
  const given = root.dataset.theme || "system";
  const key = "limn-theme";

  const remembered = () => {
    try {
      const choice = localStorage.getItem(key);
      return ["system", "light", "dark"].includes(choice) ? choice : given;
    } catch {
      return given;
    }
  };

  const remember = (choice) => {
    try {
      localStorage.setItem(key, choice);
    } catch {
      // A page opened from a file or in private may have no storage; the choice then lasts as long as the page.
    }
  };

  const wear = (choice) => {
    if (choice === "system") delete root.dataset.theme;
    else root.dataset.theme = choice;
    for (const button of document.querySelectorAll(".switch button")) {
      button.setAttribute("aria-pressed", String(button.dataset.choice === choice));
    }
  };

  wear(remembered());

  const offerColours = () => {
    for (const group of document.querySelectorAll(".switch")) {
      group.hidden = false;
      group.addEventListener("click", (event) => {
        const choice = event.target.closest("button")?.dataset.choice;
        if (!choice) return;
        wear(choice);
        remember(choice);
      });
    }
    wear(remembered());
  };

  const followReader = () => {
    const links = new Map();
    for (const link of document.querySelectorAll(".contents a")) {
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (heading) links.set(heading, link);
    }
    const headings = [...links.keys()];
    if (headings.length === 0) return;
    let current = null;
    const mark = () => {
      const edge = innerHeight * 0.3;
      const atEnd = innerHeight + scrollY >= root.scrollHeight - 2;
      let reached = null;
      for (const heading of headings) {
        if (heading.getBoundingClientRect().top <= edge) reached = heading;
      }
      if (atEnd && scrollY > 0) reached = headings[headings.length - 1];
      if (reached === current) return;
      if (current) links.get(current).removeAttribute("aria-current");
      if (reached) links.get(reached).setAttribute("aria-current", "location");
      current = reached;
    };
    let waiting = false;
    const soon = () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        mark();
      });
    };
    addEventListener("scroll", soon, { passive: true });
    addEventListener("resize", soon, { passive: true });
    mark();
  };

  // On a narrow screen the rows of a table of data wait behind the line that announces them.
  const foldPreviews = () => {
    if (!matchMedia("(max-width: 40rem)").matches) return;
    for (const preview of document.querySelectorAll("details.preview")) preview.open = false;
  };

  // What fits needs no stop for the tabulator key; without this script every frame is one.
  const trimStops = () => {
    const frames = [...document.querySelectorAll('[tabindex="0"]')];
    const trim = () => {
      for (const frame of frames) {
        const hidden = frame.clientWidth === 0;
        const scrolls = frame.scrollWidth > frame.clientWidth || frame.scrollHeight > frame.clientHeight;
        if (hidden || scrolls) frame.tabIndex = 0;
        else frame.removeAttribute("tabindex");
      }
    };
    addEventListener("resize", trim, { passive: true });
    document.addEventListener("toggle", trim, true);
    document.addEventListener("change", trim);
    trim();
  };

  document.addEventListener("DOMContentLoaded", () => {
    offerColours();
    foldPreviews();
    trimStops();
    followReader();
  });
})();
