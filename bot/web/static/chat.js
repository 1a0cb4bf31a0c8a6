"use strict";
// The chat page. Everything a resident typed becomes a text node, never markup.
const panes = document.querySelector(".panes");
const strings = JSON.parse(panes.dataset.strings);
const $ = (id) => document.getElementById(id);
const language = document.documentElement.lang;
const state = { account: "", rooms: new Map(), room: "", unread: new Map(), socket: null, wait: 500, reply: null, atEnd: true, asked: 0, late: [] };

function make(tag, kind, text) {
  const made = document.createElement(tag);
  if (kind) made.className = kind;
  if (text !== undefined) made.textContent = text;
  if (language !== "zh-CN" && /\p{Script=Han}/u.test(text)) made.lang = "zh-CN";
  return made;
}

// What is drawn anew keeps the focus where it was: on the control of the same key, else on the whole.
function keeping(old, draw) {
  const key = old.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  const drawn = draw();
  if (key === undefined) return;
  ([...drawn.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key) || drawn).focus();
}

// ---- the line to the server

function connect() {
  const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`);
  state.socket = socket;
  socket.onopen = () => { state.wait = 500; state.asked = 0; state.late = []; document.body.classList.remove("offline"); be(state.account); };
  socket.onclose = () => {
    document.body.classList.add("offline");
    toast(strings.reconnecting);
    setTimeout(connect, state.wait);
    state.wait = Math.min(state.wait * 2, 8000);
  };
  socket.onmessage = (event) => heard(JSON.parse(event.data));
}

function tell(what) {
  const open = state.socket.readyState === WebSocket.OPEN;
  if (open) state.socket.send(JSON.stringify(what));
  return open;
}

function heard(told) {
  if (told.rooms) {
    state.rooms = new Map(told.rooms.map((room) => [room.address, room]));
    if (!state.rooms.has(state.room)) state.room = told.rooms.length ? told.rooms[0].address : "";
    drawRooms();
    drawMessages();
    overtaken();
  } else if (told.message) {
    if (state.asked) state.late.push(told);
    take(told.room, told.message);
  } else if (told.pressed) {
    document.querySelectorAll(".buttons [aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
    if (told.toast) toast(told.toast);
  }
}

// A message may overtake the rooms one asked for, which were read before it was written: it is taken once more after them.
function overtaken() {
  state.asked = Math.max(0, state.asked - 1);
  const late = state.late;
  if (state.asked) return;
  state.late = [];
  late.forEach((told) => take(told.room, told.message));
}

function take(address, message) {
  const room = state.rooms.get(address);
  if (!room) return;
  const at = room.messages.findIndex((known) => known.id === message.id);
  if (at >= 0) room.messages[at] = message; else room.messages.push(message);
  if (at < 0 && (address !== state.room || (!state.atEnd && message.author !== state.account))) {
    state.unread.set(address, (state.unread.get(address) || 0) + 1);
    drawRooms();
  }
  if (message.pinned && message.id >= (room.pinned ? room.pinned.id : 0)) room.pinned = message;
  if (address === state.room) { show(message); drawPinned(); }
}

function show(message) {
  const drawn = bubble(message);
  const old = $(`m${message.id}`);
  if (old) {
    drawn.classList.add("fresh");
    keeping(old, () => { old.replaceWith(drawn); return drawn; });
  } else {
    $("messages").append(drawn);
    if (message.author === state.account) state.atEnd = true;
  }
  settle();
  if (!message.author) refreshBoard();
}

// ---- drawing

function be(account) {
  state.account = account;
  state.reply = null;
  quoting();
  state.unread.clear();
  document.querySelectorAll(".person").forEach((one) => {
    const on = one.dataset.account === account;
    one.classList.toggle("on", on);
    one.setAttribute("aria-pressed", on);
    if (on) document.querySelector(".tabs button").textContent = `${strings.who} ${one.dataset.name} ▾`;
  });
  if (tell({ do: "be", account })) state.asked += 1;
  try { sessionStorage.setItem("account", account); } catch { /* private windows keep nothing */ }
}

function drawRooms() {
  const tabs = [...state.rooms.values()].map((room) => {
    const tab = make("button", room.address === state.room ? "on" : "", room.title);
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-selected", room.address === state.room);
    tab.setAttribute("aria-controls", "messages");
    tab.dataset.key = room.address;
    const unread = state.unread.get(room.address);
    if (unread) tab.append(dot(unread));
    tab.onclick = () => { state.room = room.address; state.unread.delete(room.address); drawRooms(); drawMessages(); };
    return tab;
  });
  keeping($("rooms"), () => { $("rooms").replaceChildren(...tabs); return $("rooms"); });
}

function dot(unread) {
  const made = make("i", "dot", unread);
  made.setAttribute("role", "img");
  made.setAttribute("aria-label", `${unread} ${strings.unread}`);
  return made;
}

// Another room is not news: a reading voice is not made to read it all.
function drawMessages() {
  const room = state.rooms.get(state.room);
  $("messages").setAttribute("aria-live", "off");
  $("messages").replaceChildren(...(room ? room.messages.map(bubble) : []));
  setTimeout(() => $("messages").setAttribute("aria-live", "polite"), 100);
  drawPinned();
  state.atEnd = true;
  settle();
}

// What was put on top of the room, in two lines; pressed, it is shown where it was said.
function drawPinned() {
  const pinned = (state.rooms.get(state.room) || {}).pinned;
  $("pinned").hidden = !pinned;
  if (!pinned) return;
  const [title, ...lines] = pinned.text.split("\n");
  $("pinned").replaceChildren(make("b", "", title), make("span", "", lines[0] || ""));
  $("pinned").setAttribute("aria-label", `${strings.pinned}: ${title} ${lines[0] || ""}`);
  $("pinned").onclick = () => {
    const said = $(`m${pinned.id}`);
    if (!said) return toast(pinned.text);
    said.scrollIntoView({ block: "center" });
    said.focus();
  };
}

function bubble(message) {
  const mine = message.author === state.account;
  const box = make("article", `bubble ${message.author ? (mine ? "mine" : "theirs") : "bot"}`);
  box.id = `m${message.id}`;
  box.tabIndex = -1;
  if (!mine) box.append(make("header", "", message.author ? message.name : strings.bot));
  if (message.quote) box.append(make("blockquote", "", message.quote));
  if (message.picture) {
    const picture = make("img");
    picture.src = `/files/${message.picture}`;
    picture.alt = message.author ? strings.photo : message.text.split("\n")[0] || strings.photo;
    picture.onload = settle;
    picture.onerror = () => picture.remove(); // painted long ago, and cleared away: the words beside it say the same
    box.append(picture);
  }
  const lines = message.text ? message.text.split("\n") : [];
  lines.forEach((line, index) => {
    const said = make("p", index === 0 && !message.author && lines.length > 1 ? "head" : "", line);
    if (!message.author) linked(said);
    box.append(said);
  });
  if (message.buttons.length) box.append(...message.buttons.map((row) => buttons(row, message)));
  box.append(foot(message));
  return box;
}

// An address the bot gives can be opened, as in any messenger; what people write stays words.
function linked(said) {
  const parts = said.textContent.split(/(https?:\/\/[^\s，。]+)/);
  if (parts.length === 1) return;
  said.replaceChildren(...parts.map((part, index) => {
    if (index % 2 === 0) return part;
    const link = make("a", "", part);
    link.href = part;
    link.target = "_blank";
    link.rel = "noopener";
    return link;
  }));
}

function foot(message) {
  const made = make("footer");
  const time = make("time", "", message.edited ? `${moment(message.at)} · ${strings.edited}` : moment(message.at));
  time.dateTime = message.at;
  const reply = make("button", "reply", strings.reply);
  reply.dataset.key = "reply";
  reply.setAttribute("aria-label", `${strings.reply} ${message.name || strings.bot}: ${message.text.split("\n")[0]}`);
  reply.onclick = () => { state.reply = message; quoting(); $("words").focus(); };
  made.append(time, reply);
  return made;
}

// The hour, and the day when it was another day.
function moment(at) {
  const when = new Date(at);
  const day = when.toDateString() === new Date().toDateString() ? {} : { month: "short", day: "numeric" };
  return when.toLocaleString(language, { ...day, hour: "2-digit", minute: "2-digit" });
}

function buttons(row, message) {
  const line = make("div", "buttons");
  row.forEach((choice) => {
    if (choice.url) {
      const link = make("a", "", choice.label);
      link.href = choice.url;
      link.rel = "noopener";
      line.append(link);
      return;
    }
    const button = make("button", "", choice.label);
    button.dataset.key = choice.data;
    button.onclick = () => {
      if (!online() || button.hasAttribute("aria-disabled")) return;
      button.setAttribute("aria-disabled", "true");
      tell({ do: "press", room: state.room, message: message.id, data: choice.data, id: crypto.randomUUID() });
    };
    line.append(button);
  });
  return line;
}

function quoting() {
  $("quoting").hidden = !state.reply;
  $("quoting").replaceChildren();
  if (!state.reply) return;
  const drop = make("button", "", "×");
  drop.type = "button";
  drop.setAttribute("aria-label", strings["cancel-reply"]);
  drop.title = strings["cancel-reply"];
  drop.onclick = () => { state.reply = null; quoting(); $("words").focus(); };
  $("quoting").append(make("span", "", state.reply.text.split("\n")[0]), drop);
}

// Whoever reads the end sees what comes; whoever has scrolled back to read is left in peace, and the room's tab counts.
function settle() { if (state.atEnd) $("messages").scrollTop = $("messages").scrollHeight; }

$("messages").onscroll = () => {
  const { scrollTop, scrollHeight, clientHeight } = $("messages");
  state.atEnd = scrollHeight - scrollTop - clientHeight < 40;
  if (state.atEnd && state.unread.delete(state.room)) drawRooms();
};

let fading;
function toast(text) {
  $("toast").textContent = text;
  $("toast").classList.add("on");
  clearTimeout(fading);
  fading = setTimeout(() => $("toast").classList.remove("on"), 6000);
}

let waiting;
function refreshBoard() {
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    if (panes.dataset.board !== "0") await renew($("board"), `/board/${panes.dataset.board}?rows=1&lang=${language}`);
  }, 150);
}

// ---- what one does

// Nothing is thrown into a broken line: the words stay where they were written.
function online() {
  const open = state.socket.readyState === WebSocket.OPEN;
  if (!open) toast(strings.reconnecting);
  return open;
}

async function say(text) {
  const file = $("photo").files[0];
  let picture = "";
  if (file) {
    const form = new FormData();
    form.append("photo", file);
    const answer = await fetch("/chat/photos", { method: "POST", body: form });
    $("photo").value = "";
    document.querySelector(".photo").classList.remove("chosen");
    if (answer.ok) picture = (await answer.json()).picture;
  }
  if (!text.trim() && !picture) return;
  tell({ do: "say", room: state.room, text, picture, reply: state.reply ? state.reply.id : null });
  state.reply = null;
  quoting();
}

$("say").onsubmit = (event) => { event.preventDefault(); if (!online()) return; const words = $("words"); say(words.value); words.value = ""; grow(); };
// Enter sends, Shift+Enter begins a line; what is pasted keeps its lines, and the field grows with them.
const grow = () => { const words = $("words"); words.style.height = "auto"; words.style.height = `${words.scrollHeight + 3}px`; };
$("words").oninput = grow;
$("words").onkeydown = (event) => { if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); $("say").requestSubmit(); } };
$("photo").onchange = () => document.querySelector(".photo").classList.toggle("chosen", $("photo").files.length > 0);
$("tries").querySelectorAll("button").forEach((chip) => { chip.onclick = () => { $("words").value = chip.textContent; $("words").focus(); }; });
document.querySelectorAll(".person").forEach((one) => { one.onclick = () => { be(one.dataset.account); pane("talk"); }; });
document.querySelector(".skip").onclick = () => pane("talk");
document.querySelectorAll(".tabs button").forEach((tab) => { tab.onclick = () => pane(tab.dataset.pane); });

// On a phone one pane is seen at a time; the focus does not stay in one that went away.
function pane(name) {
  document.querySelectorAll(".panes > *").forEach((one) => one.classList.toggle("on", one.id === name));
  document.querySelectorAll(".tabs button").forEach((tab) => {
    tab.classList.toggle("on", tab.dataset.pane === name);
    if (tab.dataset.pane === name) tab.setAttribute("aria-current", "true"); else tab.removeAttribute("aria-current");
    if (tab.dataset.pane === name && !document.activeElement.checkVisibility()) tab.focus();
  });
  settle();
}

let first = document.querySelector(".person");
try { first = document.querySelector(`.person[data-account="${sessionStorage.getItem("account")}"]`) || first; } catch { /* keeps the first */ }
state.account = first ? first.dataset.account : "";
connect();
refreshBoard();
setInterval(refreshBoard, 15000);
