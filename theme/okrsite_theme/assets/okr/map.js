// The map of alignment: open and close, focus, filter, move, zoom, and the state in the page's address.
// It lays out as okrsite/views/map_layout.py does; without this script the map scrolls and the outline has everything.

const GAP = 10, TOPS = 20, HEAD = 34, LANE = 44, PORT = 15, ROUND = 6, FOOT = 8, MARK = 14;
const SMALLEST = 0.3, LARGEST = 2.5, READABLE = 0.85, FEW = 30;
const KEYS = ["focus", "team", "status", "to", "open", "shut", "zoom"];
const attribute = (element, name, value) => {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
};

const drawing = (svg, name, kind) => {
  const element = document.createElementNS(svg.namespaceURI, name);
  element.setAttribute("class", kind);
  return element;
};

const branch = (x0, y0, x1, y1, turn = x0 + 24) => {
  if (y0 === y1) return `M${x0} ${y0}H${x1}`;
  return `M${x0} ${y0}H${turn - ROUND}Q${turn} ${y0} ${turn} ${y0 + ROUND}V${y1 - ROUND}Q${turn} ${y1} ${turn + ROUND} ${y1}H${x1}`;
};
const inner = (x0, y0, x1, y1) => `M${x0} ${y0}V${y1 - ROUND}Q${x0} ${y1} ${x0 + ROUND} ${y1}H${x1}`;
const curve = (x0, y0, x1, y1) => {
  if (x1 >= x0) return `M${x0} ${y0}C${x0 - 34} ${y0} ${x0 - 34} ${y1} ${x1} ${y1}`;
  const reach = Math.max(30, Math.floor((x0 - x1) / 2));
  return `M${x0} ${y0}C${x0 - reach} ${y0} ${x1 + reach} ${y1} ${x1} ${y1}`;
};

class Node {
  constructor(element) {
    const { id, up, col, x, w, h, teams, key } = element.dataset;
    Object.assign(this, { element, id, upId: up, key: key || "", col: +col, x: +x, w: +w, h: +h });
    this.inside = "in" in element.dataset;
    this.part = element.classList.contains("okr-map__key_result");
    this.bet = element.classList.contains("okr-map__initiative");
    this.teams = (teams || "").split(" ");
    this.opensFirst = "open" in element.dataset;
    this.more = element.querySelector(".okr-map__more");
    this.link = element.querySelector(".okr-map__link");
    this.title = this.link.textContent.trim().replace(/\s+/g, " ");
    this.children = [];
    this.above = [];
    this.below = [];
    this.y = this.shown = null;
  }
}

class AlignmentMap {
  constructor(root) {
    this.root = root;
    this.frame = root.querySelector(".okr-map__frame");
    this.svg = this.frame.querySelector("svg");
    this.all = this.svg.firstElementChild;
    this.extent = drawing(this.svg, "svg", "okr-map__extent");
    const sheet = document.createElement("div"), hold = document.createElement("div");
    sheet.className = "okr-map__sheet";
    this.frame.append(sheet);
    sheet.append(this.extent, hold);
    hold.append(this.svg);
    this.heads = this.svg.querySelector(".okr-map__heads");
    this.lane = this.svg.querySelector(".okr-map__lane");
    // What is in focus shows through a veil with holes: one shape to draw, however many nodes there are.
    this.veil = drawing(this.svg, "path", "okr-map__veil");
    this.lit = drawing(this.svg, "path", "okr-map__lit");
    this.here = drawing(this.svg, "path", "okr-map__here");
    const focus = drawing(this.svg, "g", "okr-map__focus");
    focus.append(this.veil, this.lit, this.here);
    this.heads.before(focus);
    this.said = root.querySelector(".okr-map__said");
    this.own = "own" in root.dataset;
    this.rights = root.dataset.rights.split(" ").map(Number);
    this.firstColumn = +root.dataset.first;
    this.read();
    this.listen();
    this.clear();
    this.measure();
    root.classList.add("is-live");
    for (const part of root.querySelectorAll(".okr-map__bar, .okr-map__how")) part.hidden = false;
    this.restore();
  }

  read() {
    this.nodes = new Map();
    for (const element of this.svg.querySelectorAll(".okr-map__node")) {
      const node = new Node(element);
      this.nodes.set(node.id, node);
    }
    this.tops = [];
    for (const node of this.nodes.values()) {
      node.up = this.nodes.get(node.upId) || null;
      (node.up ? node.up.children : this.tops).push(node);
    }
    this.paths = [...this.svg.querySelectorAll(".okr-map__paths path")].map((element) => {
      const child = this.nodes.get(element.dataset.child), parent = this.nodes.get(element.dataset.parent);
      child.above.push(parent);
      parent.below.push(child);
      return { element, child, parent, other: element.classList.contains("okr-map__other") };
    });
    this.alone = new Set(this.tops.filter((node) => node.col > this.company()));
    this.lines = new Map();
    if (this.own) for (const line of document.querySelectorAll(".okr-outline li[data-id]")) this.lines.set(line.dataset.id, line);
    for (const { more, title } of this.nodes.values()) if (more) more.setAttribute("role", "button");
  }

  company() {
    const first = this.root.querySelector("[data-to]");
    return first ? +first.dataset.to : 0;
  }

  // Which nodes show their children: those open at first, or all up to a column, and then what was opened or shut.

  base() {
    const set = new Set();
    for (const node of this.nodes.values()) {
      const opens = this.to === null ? node.opensFirst : node.children.some((child) => !child.part && child.col <= this.to);
      if (opens) set.add(node.id);
    }
    return set;
  }

  isOpen(node) {
    if (this.keep) return !this.shut.has(node.id);
    return this.open.has(node.id);
  }

  clear() {
    this.focus = this.to = this.keep = null;
    this.team = this.status = "";
    this.shut = new Set();
    this.open = this.base();
  }

  // The drawing itself keeps the size of the map with everything open: to resize it would set all its texts anew.

  measure() {
    const { open } = this;
    this.open = new Set(this.nodes.keys());
    this.arrange();
    this.whole = { width: Math.max(...this.rights), height: this.height };
    this.open = open;
  }

  layout() {
    this.arrange();
    this.show();
  }

  arrange() {
    const nodes = this.nodes.values();
    for (const node of nodes) node.shown = null;
    const put = (node, top) => {
      node.y = top;
      node.shown = true;
      let edge = top, bottom = top + node.h;
      const inside = [];
      for (const child of node.children) {
        if ((!child.part && !this.isOpen(node)) || (this.keep && !this.keep.has(child))) continue;
        if (child.inside) inside.push(child);
        else edge = put(child, edge) + GAP;
      }
      for (const child of inside) bottom = put(child, (child.children.length ? Math.max(bottom, edge - GAP) : bottom) + GAP);
      return Math.max(bottom, edge - GAP);
    };
    const tops = this.tops.filter((node) => !this.keep || this.keep.has(node));
    let bottom = HEAD - TOPS;
    for (const node of tops) if (!this.alone.has(node)) bottom = put(node, bottom + TOPS);
    const alone = tops.filter((node) => this.alone.has(node));
    this.lane.classList.toggle("is-off", !alone.length);
    if (alone.length) {
      attribute(this.lane, "transform", `translate(0 ${bottom + TOPS})`);
      bottom += TOPS + LANE - GAP;
      for (const node of alone) bottom = put(node, bottom + GAP);
    }
    this.height = Math.max(bottom, HEAD) + FOOT;
  }

  show() {
    let last = 0;
    for (const node of this.nodes.values()) {
      node.element.classList.toggle("is-off", !node.shown);
      if (node.shown) {
        attribute(node.element, "transform", `translate(${node.x} ${node.y})`);
        last = Math.max(last, node.col);
      }
      if (node.more) this.mark(node);
    }
    for (const { element, child, parent, other } of this.paths) {
      if (!child.shown || !parent.shown) {
        if (element.hasAttribute("d")) element.removeAttribute("d");
        continue;
      }
      const here = child.y + PORT, there = parent.y + PORT, right = parent.x + parent.w;
      if (other) attribute(element, "d", curve(child.x, here + 5, right < child.x ? right : parent.x, there + 13));
      else if (child.inside) attribute(element, "d", inner(parent.x + 7, parent.y + parent.h, child.x, here));
      else attribute(element, "d", branch(right, there, child.x, here));
    }
    this.width = this.rights[last];
    this.resize();
  }

  mark(node) {
    const open = this.isOpen(node);
    node.more.classList.toggle("is-live", open);
    attribute(node.more, "aria-expanded", String(open));
    const text = open ? "−" : `+${node.more.dataset.more}`;
    const label = node.more.lastElementChild;
    if (label.textContent !== text) label.textContent = text;
  }

  resize() {
    for (const [element, { width, height }] of [[this.extent, this], [this.svg, this.whole]]) {
      const wide = Math.round(width * this.zoom), high = Math.round(height * this.zoom);
      attribute(element, "viewBox", `0 0 ${wide} ${high}`);
      attribute(element, "width", String(wide));
      attribute(element, "height", String(high));
    }
    attribute(this.all, "transform", `scale(${this.zoom})`);
    attribute(this.heads.firstElementChild, "width", String(this.whole.width));
    attribute(this.lane.firstElementChild, "d", `M0 .5H${this.width}`);
  }

  stick() {
    attribute(this.heads, "transform", `translate(0 ${Math.round(this.frame.scrollTop / this.zoom)})`);
  }

  // A change keeps what somebody looks at where it is on the screen.

  change(node, act) {
    const before = node && node.shown ? node.y : null;
    act();
    this.layout();
    this.tell();
    this.write();
    if (before !== null && node.shown && node.y !== before) this.frame.scrollTop += (node.y - before) * this.zoom;
    this.stick();
  }

  toggle(node) {
    this.change(node, () => {
      const set = this.keep ? this.shut : this.open;
      if (!set.delete(node.id)) set.add(node.id);
    });
  }

  openTo(column) {
    this.change(null, () => {
      this.to = column;
      this.open = this.base();
    });
  }

  reach(node, way) {
    const found = new Set([node]);
    for (const step of found) for (const next of step[way]) found.add(next);
    return found;
  }

  reveal(node) {
    for (let step = node.up; step; step = step.up) this.keep ? this.shut.delete(step.id) : this.open.add(step.id);
  }

  lookAt(node) {
    this.change(node, () => {
      this.focus = node;
      const up = this.reach(node, "above"), down = this.reach(node, "below");
      for (const one of up) this.reveal(one);
      if (down.size <= FEW) for (const one of down) this.reveal(one);
    });
    this.bring(node);
  }

  unfocus() {
    this.change(this.focus, () => { this.focus = null; });
  }

  tell() {
    const node = this.focus;
    this.said.hidden = !node;
    const up = node ? this.reach(node, "above") : new Set(), down = node ? this.reach(node, "below") : new Set();
    this.light(node, up, down);
    for (const button of this.root.querySelectorAll("[data-to]")) button.setAttribute("aria-pressed", String(+button.dataset.to === (this.to ?? this.firstColumn)));
    if (!node) return;
    const [name, words, link] = this.said.children;
    name.textContent = node.title;
    words.textContent = words.dataset.words.replace("{up}", up.size - 1).replace("{down}", down.size - 1);
    const href = node.link.getAttribute("xlink:href");
    link.hidden = !href;
    if (href) link.setAttribute("href", href);
  }

  light(node, up, down) {
    const on = [...new Set([...up, ...down])].filter((one) => one.shown);
    this.root.dataset.on = on.map((one) => one.id).join(" ");
    if (!node || !node.shown) {
      for (const part of [this.veil, this.lit, this.here]) part.removeAttribute("d");
      return;
    }
    const hole = ({ x, y, w, h, more }) => more
      ? `M${x - 1} ${y - 1}h${w + 2}v7h14v18h-14v${Math.max(h - 23, 0)}h${-w - 2}z` : `M${x - 1} ${y - 1}h${w + 2}v${h + 2}h${-w - 2}z`;
    const both = (set, { child, parent }) => set.has(child) && set.has(parent);
    const lines = this.paths.filter((path) => both(up, path) || both(down, path));
    attribute(this.veil, "d", `M0 0H${this.whole.width}V${this.whole.height}H0Z${on.map(hole).join("")}`);
    attribute(this.lit, "d", lines.map((path) => this.bright(path)).join(""));
    const { x, y, w, h, more } = node;
    attribute(this.here, "d", more ? `M${x + w} ${y + 6}V${y}H${x}V${y + h}H${x + w}V${y + 24}` : `M${x} ${y}h${w}v${h}h${-w}z`);
  }

  // A line in focus begins beside the mark of its parent: it would strike it out.

  bright({ element, child, parent, other }) {
    if (!child.shown || !parent.shown || other || child.inside) return element.getAttribute("d") || "";
    return branch(parent.x + parent.w + MARK, parent.y + PORT, child.x, child.y + PORT, parent.x + parent.w + 24);
  }

  bring(node) {
    const { frame, zoom } = this, top = (node.y - HEAD) * zoom, bottom = (node.y + node.h) * zoom;
    if (top < frame.scrollTop) frame.scrollTop = top;
    else if (bottom > frame.scrollTop + frame.clientHeight) frame.scrollTop = bottom - frame.clientHeight;
    const left = node.x * zoom, right = (node.x + node.w + 20) * zoom;
    if (left < frame.scrollLeft || right > frame.scrollLeft + frame.clientWidth) frame.scrollLeft = left - 20;
    this.stick();
  }

  filter() {
    const chosen = this.select("team").selectedOptions[0];
    this.team = chosen ? chosen.value : "";
    this.status = this.select("status").value;
    const teams = this.team ? chosen.dataset.ids.split(" ") : null;
    this.shut = new Set();
    this.keep = teams || this.status ? new Set() : null;
    if (this.keep) {
      const fits = (node) => !this.status || node.key === this.status || (node.bet && node.up !== null && fits(node.up));
      for (const node of this.nodes.values()) {
        if (!fits(node) || (teams && !node.teams.some((team) => teams.includes(team)))) continue;
        for (let step = node; step; step = step.up) this.keep.add(step);
      }
    }
    for (const [id, line] of this.lines) {
      const kept = !this.keep || this.keep.has(this.nodes.get(id));
      line.hidden = !kept;
      const details = line.firstElementChild;
      if (this.keep && kept && details.localName === "details") details.open = true;
    }
  }

  select(name) {
    return this.root.querySelector(`select[data-filter=${name}]`);
  }

  // Zoom, with the point below the pointer or the middle of the frame kept in place.

  scale(zoom, x = this.frame.clientWidth / 2, y = this.frame.clientHeight / 2) {
    const { frame } = this, to = Math.min(LARGEST, Math.max(SMALLEST, zoom)), by = to / this.zoom;
    const left = (frame.scrollLeft + x) * by - x, top = (frame.scrollTop + y) * by - y;
    this.zoom = to;
    this.resize();
    frame.scrollLeft = left;
    frame.scrollTop = top;
    this.stick();
    this.write();
  }

  fitting(least) {
    return Math.min(1, Math.max(least, (this.frame.clientWidth - 2) / this.width));
  }

  reset() {
    this.clear();
    for (const name of ["team", "status"]) this.select(name).value = "";
    this.filter();
    this.zoom = 1;
    this.layout();
    this.zoom = this.first = this.fitting(READABLE);
    this.resize();
    this.frame.scrollLeft = this.frame.scrollTop = 0;
    this.stick();
    this.tell();
  }

  // The address holds what differs from the first state: #focus=ID&team=ID&status=key&to=column&open=…&shut=…&zoom=….

  write() {
    if (!this.own) return;
    const state = new URLSearchParams(), base = this.base();
    if (this.focus) state.set("focus", this.focus.id);
    if (this.team) state.set("team", this.team);
    if (this.status) state.set("status", this.status);
    if (this.to !== null) state.set("to", this.to);
    const opened = [...this.open].filter((id) => !base.has(id)), shut = [...base].filter((id) => !this.open.has(id));
    if (opened.length) state.set("open", opened.join(","));
    if (shut.length) state.set("shut", shut.join(","));
    if (this.zoom !== this.first) state.set("zoom", this.zoom.toFixed(2));
    const text = state.toString().replaceAll("%2C", ",");
    history.replaceState(history.state, "", text ? `#${text}` : location.pathname + location.search);
  }

  restore() {
    this.reset();
    const state = this.own ? new URLSearchParams(location.hash.slice(1)) : new URLSearchParams();
    if (!KEYS.some((key) => state.has(key))) return;
    if (/^\d+$/.test(state.get("to") || "")) this.to = +state.get("to");
    this.open = this.base();
    for (const id of (state.get("open") || "").split(",")) if (this.nodes.has(id)) this.open.add(id);
    for (const id of (state.get("shut") || "").split(",")) this.open.delete(id);
    for (const name of ["team", "status"]) {
      const select = this.select(name), value = state.get(name) || "";
      if ([...select.options].some((option) => option.value === value)) select.value = value;
    }
    this.filter();
    this.zoom = Math.min(LARGEST, Math.max(SMALLEST, parseFloat(state.get("zoom")) || this.zoom));
    this.focus = this.nodes.get(state.get("focus")) || null;
    if (this.focus) for (const one of this.reach(this.focus, "above")) this.reveal(one);
    this.layout();
    this.tell();
    if (this.focus && this.focus.shown) this.bring(this.focus);
  }

  listen() {
    const { root, frame, svg } = this;
    svg.addEventListener("click", (event) => this.clicked(event));
    svg.addEventListener("dragstart", (event) => event.preventDefault());
    root.addEventListener("keydown", (event) => this.pressed(event));
    root.addEventListener("change", () => this.change(null, () => this.filter()));
    for (const button of root.querySelectorAll("[data-to]")) button.addEventListener("click", () => this.openTo(+button.dataset.to));
    for (const button of root.querySelectorAll("[data-do]")) button.addEventListener("click", () => this.act(button.dataset.do));
    frame.addEventListener("scroll", () => this.stick(), { passive: true });
    frame.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const box = frame.getBoundingClientRect();
      this.scale(this.zoom * Math.exp(-event.deltaY / 400), event.clientX - box.left, event.clientY - box.top);
    }, { passive: false });
    this.drag();
    if (!this.own) return;
    addEventListener("hashchange", () => {
      if (root.isConnected && KEYS.some((key) => new URLSearchParams(location.hash.slice(1)).has(key))) this.restore();
    });
    let closed = [];
    addEventListener("beforeprint", () => {
      closed = [...document.querySelectorAll(".okr-outline details:not([open])")];
      for (const one of closed) one.open = true;
    });
    addEventListener("afterprint", () => { for (const one of closed) one.open = false; });
  }

  clicked(event) {
    const element = event.target.closest(".okr-map__node");
    if (this.moved || !element) {
      if (this.moved) event.preventDefault();
      return;
    }
    const node = this.nodes.get(element.dataset.id);
    if (event.target.closest(".okr-map__more")) {
      event.preventDefault();
      this.toggle(node);
    } else if (!event.target.closest(".okr-map__link")) {
      if (node === this.focus) this.unfocus();
      else this.lookAt(node);
    }
  }

  pressed(event) {
    if (event.target.closest("select, button") && event.key !== "Escape") return;
    const element = event.target.closest(".okr-map__node"), node = element && this.nodes.get(element.dataset.id);
    if (event.key === "Escape") {
      if (this.focus) this.unfocus();
      else this.act("reset");
    } else if (event.key === " " && node) {
      if (event.target.closest(".okr-map__more")) this.toggle(node);
      else this.lookAt(node);
    } else if ((event.key === "+" || event.key === "=") && !event.ctrlKey && !event.metaKey) this.scale(this.zoom * 1.25);
    else if (event.key === "-" && !event.ctrlKey && !event.metaKey) this.scale(this.zoom / 1.25);
    else return;
    event.preventDefault();
  }

  act(what) {
    if (what === "smaller") this.scale(this.zoom / 1.25);
    else if (what === "larger") this.scale(this.zoom * 1.25);
    else if (what === "fit") this.scale(this.fitting(SMALLEST));
    else if (what === "unfocus") this.unfocus();
    else if (what === "reset") {
      this.reset();
      this.write();
    } else if (document.fullscreenElement) document.exitFullscreen();
    else this.root.requestFullscreen();
  }

  // Fingers scroll as everywhere; a mouse takes hold of the map.

  drag() {
    const { frame } = this;
    let from = null;
    frame.addEventListener("pointerdown", (event) => {
      this.moved = false;
      if (event.pointerType !== "mouse" || event.button !== 0) return;
      const box = frame.getBoundingClientRect();
      if (event.clientX - box.left > frame.clientWidth || event.clientY - box.top > frame.clientHeight) return;
      from = { x: event.clientX, y: event.clientY, left: frame.scrollLeft, top: frame.scrollTop };
    });
    addEventListener("pointermove", (event) => {
      if (!from) return;
      const x = event.clientX - from.x, y = event.clientY - from.y;
      if (!this.moved && Math.hypot(x, y) < 5) return;
      this.moved = true;
      this.root.classList.add("is-dragging");
      frame.scrollLeft = from.left - x;
      frame.scrollTop = from.top - y;
    });
    addEventListener("pointerup", () => {
      from = null;
      this.root.classList.remove("is-dragging");
    });
  }
}

const live = new WeakSet();
const start = () => {
  for (const root of document.querySelectorAll(".okr-map")) {
    if (live.has(root)) continue;
    live.add(root);
    new AlignmentMap(root);
  }
};
start();
// Material swaps pages in place when it is told to.
if (window.document$) window.document$.subscribe(start);
