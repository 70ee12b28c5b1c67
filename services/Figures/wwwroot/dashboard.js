// What pages of the dashboard do better with a script: they follow the figures, give charts as PNG too, and copy texts.
"use strict";
const every = 20000;
const english = document.documentElement.lang === "en";
const png = english ? "as PNG" : "dạng PNG";

// A chart as it is in its file, drawn twice as large as there.
async function savePng(link) {
  const text = await (await fetch(link.href, { credentials: "same-origin" })).text();
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width * 2, image.height * 2];
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => { canvas.toBlob(resolve, "image/png"); });
  const saved = document.createElement("a");
  saved.href = URL.createObjectURL(blob);
  saved.download = `${link.dataset.chart}.png`;
  saved.click();
  setTimeout(() => URL.revokeObjectURL(saved.href), 60000);
}

function addButtons(within) {
  for (const link of within.querySelectorAll("a[data-chart]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button second";
    button.textContent = "PNG";
    button.setAttribute("aria-label", `${link.closest("figure").querySelector(".caption-title").textContent}, ${png}`);
    button.addEventListener("click", () => savePng(link));
    link.after(button);
  }
  for (const text of within.querySelectorAll("pre.copy")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button second";
    button.textContent = english ? "Copy" : "Chép";
    button.setAttribute("aria-describedby", text.id);
    button.addEventListener("click", () => copy(text, button));
    text.after(button);
  }
}

// Where the browser gives no clipboard, as without TLS, the text is marked for the reader to copy.
async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text.textContent);
    button.textContent = english ? "Copied" : "Đã chép";
  } catch {
    getSelection().selectAllChildren(text);
  }
}

// Newer figures take the place of those before. Who is inside them, with the keyboard, in an opened table or marking a text, is not disturbed: then it waits.
async function follow() {
  const figures = document.getElementById("figures");
  if (!figures || document.hidden || figures.contains(document.activeElement) || figures.querySelector("details[open]")) return;
  if (!getSelection().isCollapsed && figures.contains(getSelection().anchorNode)) return;
  const answer = await fetch(location.href, { credentials: "same-origin", headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return;
  const newer = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("figures");
  if (!newer || newer.dataset.version === figures.dataset.version) return;
  // The first ones change the rest of the page too: whether they are simulated stands above them.
  if (figures.dataset.version === "none") {
    location.reload();
    return;
  }
  figures.replaceWith(newer);
  addButtons(newer);
}

addButtons(document);
setInterval(() => follow().catch(() => {}), every);
