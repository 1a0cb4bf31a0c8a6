"use strict";
// The board looks again every half minute. Without this script it is a page like any other, and promises nothing.
const address = new URL(location.href);
address.searchParams.set("rows", "1");
const [rows, news, lost] = ["rows", "news", "lost"].map((id) => document.getElementById(id));

async function look() {
  const changed = await renew(rows, address);
  const words = changed ? "" : lost.dataset.words;
  if (lost.textContent !== words) lost.textContent = words;
  if (changed && changed.length) news.textContent = changed.map((row) => row.textContent.replace(/\s+/g, " ")).join("\n");
}

document.getElementById("foot").hidden = false;
if (matchMedia("(min-width: 700px)").matches) document.querySelector(".narrow").open = true; // where there is room, one press less
setInterval(look, 30000);
document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
