"use strict";
// The chat page. Everything a resident typed becomes a text node, never markup.
const panes = document.querySelector(".panes");
const strings = JSON.parse(panes.dataset.strings);
const $ = (id) => document.getElementById(id);
const state = { account: "", rooms: new Map(), room: "", unread: new Map(), socket: null, wait: 500, reply: null };

function make(tag, kind, text) {
  const made = document.createElement(tag);
  if (kind) made.className = kind;
  if (text !== undefined) made.textContent = text;
  return made;
}

// ---- the line to the server

function connect() {
  const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`);
  state.socket = socket;
  socket.onopen = () => { state.wait = 500; document.body.classList.remove("offline"); be(state.account); };
  socket.onclose = () => {
    document.body.classList.add("offline");
    toast(strings.reconnecting);
    setTimeout(connect, state.wait);
    state.wait = Math.min(state.wait * 2, 8000);
  };
  socket.onmessage = (event) => heard(JSON.parse(event.data));
}

function tell(what) {
  if (state.socket.readyState === WebSocket.OPEN) state.socket.send(JSON.stringify(what));
}

function heard(told) {
  if (told.rooms) {
    state.rooms = new Map(told.rooms.map((room) => [room.address, room]));
    if (!state.rooms.has(state.room)) state.room = told.rooms.length ? told.rooms[0].address : "";
    drawRooms();
    drawMessages();
  } else if (told.message) {
    take(told.room, told.message);
  } else if (told.pressed) {
    document.querySelectorAll(".buttons button[disabled]").forEach((button) => { button.disabled = false; });
    if (told.toast) toast(told.toast);
  }
}

function take(address, message) {
  const room = state.rooms.get(address);
  if (!room) return;
  const at = room.messages.findIndex((known) => known.id === message.id);
  if (at >= 0) room.messages[at] = message; else room.messages.push(message);
  if (address !== state.room) {
    if (at < 0) state.unread.set(address, (state.unread.get(address) || 0) + 1);
    drawRooms();
    return;
  }
  const drawn = bubble(message);
  const old = $(`m${message.id}`);
  if (old) { drawn.classList.add("fresh"); old.replaceWith(drawn); } else { $("messages").append(drawn); bottom(); }
  if (!message.author) refreshBoard();
}

// ---- drawing

function be(account) {
  state.account = account;
  state.reply = null;
  quoting();
  state.unread.clear();
  document.querySelectorAll(".person").forEach((one) => one.classList.toggle("on", one.dataset.account === account));
  tell({ do: "be", account });
  try { sessionStorage.setItem("account", account); } catch { /* private windows keep nothing */ }
}

function drawRooms() {
  $("rooms").replaceChildren(...[...state.rooms.values()].map((room) => {
    const tab = make("button", room.address === state.room ? "on" : "", room.title);
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-selected", room.address === state.room);
    const unread = state.unread.get(room.address);
    if (unread) { const dot = make("i", "dot", unread); dot.title = `${unread} ${strings.unread}`; tab.append(dot); }
    tab.onclick = () => { state.room = room.address; state.unread.delete(room.address); drawRooms(); drawMessages(); };
    return tab;
  }));
}

function drawMessages() {
  const room = state.rooms.get(state.room);
  $("messages").replaceChildren(...(room ? room.messages.map(bubble) : []));
  bottom();
}

function bubble(message) {
  const mine = message.author === state.account;
  const box = make("article", `bubble ${message.author ? (mine ? "mine" : "theirs") : "bot"}`);
  box.id = `m${message.id}`;
  if (!mine) box.append(make("header", "", message.author ? message.name : strings.bot));
  if (message.quote) box.append(make("blockquote", "", message.quote));
  if (message.picture) {
    const picture = make("img");
    picture.src = `/files/${message.picture}`;
    picture.alt = strings.photo;
    picture.onload = bottom;
    box.append(picture);
  }
  const lines = message.text ? message.text.split("\n") : [];
  lines.forEach((line, index) => box.append(make("p", index === 0 && !message.author && lines.length > 1 ? "head" : "", line)));
  if (message.buttons.length) box.append(...message.buttons.map((row) => buttons(row, message)));
  const foot = make("footer");
  const time = new Date(message.at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  foot.append(make("time", "", message.edited ? `${time} · ${strings.edited}` : time));
  const reply = make("button", "reply", strings.reply);
  reply.onclick = () => { state.reply = message; quoting(); $("words").focus(); };
  foot.append(reply);
  box.append(foot);
  return box;
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
    button.onclick = () => {
      button.disabled = true;
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
  drop.title = strings["cancel-reply"];
  drop.onclick = () => { state.reply = null; quoting(); };
  $("quoting").append(make("span", "", state.reply.text.split("\n")[0]), drop);
}

function bottom() { $("messages").scrollTop = $("messages").scrollHeight; }

let fading;
function toast(text) {
  $("toast").textContent = text;
  $("toast").classList.add("on");
  clearTimeout(fading);
  fading = setTimeout(() => $("toast").classList.remove("on"), 3500);
}

let waiting;
function refreshBoard() {
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    const answer = await fetch(`/board/${panes.dataset.board}?rows=1`).catch(() => null);
    if (answer && answer.ok) $("board").innerHTML = await answer.text();
  }, 150);
}

// ---- what one does

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

$("say").onsubmit = (event) => { event.preventDefault(); const words = $("words"); say(words.value); words.value = ""; };
$("photo").onchange = () => document.querySelector(".photo").classList.toggle("chosen", $("photo").files.length > 0);
$("tries").querySelectorAll("button").forEach((chip) => { chip.onclick = () => { $("words").value = chip.textContent; $("words").focus(); }; });
document.querySelectorAll(".person").forEach((one) => { one.onclick = () => { be(one.dataset.account); pane("talk"); }; });
document.querySelectorAll(".tabs button").forEach((tab) => { tab.onclick = () => pane(tab.dataset.pane); });

function pane(name) {
  document.querySelectorAll(".panes > *").forEach((one) => one.classList.toggle("on", one.id === name));
  document.querySelectorAll(".tabs button").forEach((tab) => tab.classList.toggle("on", tab.dataset.pane === name));
}

let first = document.querySelector(".person");
try { first = document.querySelector(`.person[data-account="${sessionStorage.getItem("account")}"]`) || first; } catch { /* keeps the first */ }
state.account = first ? first.dataset.account : "";
connect();
refreshBoard();
setInterval(refreshBoard, 15000);
