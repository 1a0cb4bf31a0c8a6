"use strict";
// Without this script the page reloads itself; with it only the rows change, so that nobody loses their place.
const address = new URL(location.href);
address.searchParams.set("rows", "1");
setInterval(async () => {
  const answer = await fetch(address).catch(() => null);
  if (answer && answer.ok) document.getElementById("rows").innerHTML = await answer.text();
}, 30000);
