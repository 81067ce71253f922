"use strict";
// Lights what is on the way of what is pointed at, and answers for URLs that trace --all
// follows. All that it shows is set as text, never as markup.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const svg = document.querySelector("svg");
  const boxes = [...svg.querySelectorAll("[data-box]")];
  const lines = [...svg.querySelectorAll("[data-from]")].map((element) => ({
    element, from: +element.dataset.from, to: +element.dataset.to, copy: element.classList.contains("copy"),
  }));
  const setOf = boxes.map((box) => +box.dataset.set);
  const after = boxes.map(() => []), before = boxes.map(() => []);
  lines.forEach((line, at) => { after[line.from].push(at); before[line.to].push(at); });
  let pinned = [];

  // light lights the ways of some boxes, to the left and to the right of them: what has one
  // of their ways, and copies.
  function light(start) {
    for (const element of svg.querySelectorAll(".on")) element.classList.remove("on");
    svg.classList.toggle("lit", start.length > 0);
    const ways = new Set(start.flatMap((at) => data.sets[setOf[at]]));
    const meets = data.sets.map((set) => set.some((way) => ways.has(way)));
    for (const [side, end] of [[after, "to"], [before, "from"]]) {
      const reached = new Set(start);
      for (const at of reached) { // which grows meanwhile
        for (const number of side[at]) {
          const line = lines[number], next = line[end];
          if (line.copy ? end === "to" : meets[setOf[next]]) {
            line.element.classList.add("on");
            reached.add(next);
          }
        }
      }
      for (const at of reached) boxes[at].classList.add("on");
    }
  }

  const under = (event) => {
    const box = event.target.closest && event.target.closest("[data-box]");
    return box ? [+box.dataset.box] : [];
  };
  svg.addEventListener("pointerover", (event) => { const at = under(event); light(at.length ? at : pinned); });
  svg.addEventListener("pointerleave", () => light(pinned));
  svg.addEventListener("focusin", (event) => light(under(event)));
  svg.addEventListener("focusout", () => light(pinned));
  const pin = (at) => { pinned = at.length && at[0] === pinned[0] && pinned.length === 1 ? [] : at; light(pinned); };
  svg.addEventListener("click", (event) => pin(under(event)));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { pinned = []; light(pinned); }
    if ((event.key === "Enter" || event.key === " ") && svg.contains(event.target)) { event.preventDefault(); pin(under(event)); }
  });

  // parsed is a URL as the answers are known by; null for none.
  function parsed(text) {
    if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) text = "https://" + text;
    try {
      const url = new URL(text), raw = url.protocol === "tls:" || url.protocol === "tcp:";
      const host = url.host.toLowerCase().replace(url.protocol === "tls:" ? /:443$/ : /$^/, "");
      const login = url.username || url.password ? "@" : ""; // of which no answer knows
      return {host: url.hostname.toLowerCase(), key: url.protocol + "//" + login + host + (raw ? "" : url.pathname + url.search), text};
    } catch {
      return null;
    }
  }

  const answers = new Map();
  for (const one of data.answers) {
    const key = parsed(data.texts[one.url]).key;
    answers.set(key, (answers.get(key) || []).concat(one));
  }

  function add(to, name, text, kind) {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    if (kind) element.className = kind;
    to.append(element);
    return element;
  }

  function tell(to, one) {
    const text = (at) => data.texts[at];
    const part = add(to, "section", "", one.arrives ? "good" : "bad");
    add(part, "h2", text(one.words) + " " + text(one.outcome));
    for (const way of one.ways) {
      add(part, "p", text(way.why));
      if (way.cure) add(part, "p", "To mend it: " + text(way.cure));
      const list = add(part, "ol");
      for (const [step, words, place] of way.hops) {
        const item = add(list, "li", text(step) + ": " + text(words) + " ");
        if (place) add(item, "small", text(place));
      }
    }
  }

  const quoted = (word) => /^[\w./@+,:=-]+$/.test(word) ? word : "'" + word.replaceAll("'", "'\\''") + "'";

  // hostBoxes are the boxes of a host, or of the wildcard next above it.
  function hostBoxes(host) {
    const labels = host.split(".");
    for (const name of [host, ...labels.map((_, at) => ["*", ...labels.slice(at + 1)].join("."))]) {
      const found = boxes.flatMap((box, at) => box.dataset.host === name ? [at] : []);
      if (found.length) return found;
    }
    return [];
  }

  const input = document.getElementById("url"), answer = document.getElementById("answer");
  document.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    answer.textContent = "";
    const typed = input.value.trim();
    const url = typed && parsed(typed);
    pinned = url ? hostBoxes(url.host) : [];
    light(pinned);
    if (pinned.length) boxes[pinned[0]].scrollIntoView({block: "center", inline: "nearest"});
    if (!typed) return;
    if (!url) {
      add(answer, "p", "This is not a URL; write: https://HOST/PATH");
      return;
    }
    const found = answers.get(url.key);
    if (found) {
      for (const one of found) tell(answer, one);
      return;
    }
    const part = add(answer, "p", "trace --all does not ask for this; ask by: ");
    add(part, "code", data.before + quoted(url.text) + data.after);
  });
})();
