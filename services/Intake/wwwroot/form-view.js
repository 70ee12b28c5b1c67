// Putting into a page what this device keeps, and reading from it what was answered.
const body = document.body;
const english = body.dataset.language === "en" ? 1 : 0;
const root = english ? "/en" : "";
const startPath = root || "/";
const pathOf = (name) => `${root}/khao-sat/${name}`;
const $ = (id) => document.getElementById(id);
const say = (key, ...values) => words[key][english].replace(/\{(\d)\}/g, (_, i) => values[i]);
const grouped = (code) => code.replace(/(.{4})(?=.)/g, "$1-");
const { title } = document;
const isRadio = (input) => input.type === "radio";

function make(tag, properties, ...children) {
  const it = Object.assign(document.createElement(tag), properties);
  it.append(...children);
  return it;
}

// "1970-01-31" as 31/01/1970.
const dayOf = (text) => text.split("-").reverse().join("/");

function tell(text) {
  const state = $("form-state");
  if (!state) return;
  state.hidden = !text;
  // Said again only when it changes.
  if (state.textContent !== text) state.textContent = text;
}

function stateText(record) {
  if (isOpen(record)) return say(navigator.onLine ? "saved" : "savedOffline");
  if (record.state === "counted") return say("counted", dayOf(record.countedOn));
  if (record.state !== "waiting") return say(record.state);
  const status = record.fault ? record.fault.status : 0;
  if (status === 409) return say("closed");
  return status === 429 || status >= 500 ? say("waitingBusy") : status > 0 ? say("waitingRefused", status) : say("waiting");
}

// The questions of a page by name, each with its radio buttons.
function questions(form) {
  const found = new Map();
  for (const input of Array.from(form.elements)) {
    if (isRadio(input)) found.set(input.name, (found.get(input.name) || []).concat(input));
  }
  return found;
}

// What is chosen, by name; null where nothing is.
function readAnswers(form, convert) {
  const answers = {};
  questions(form).forEach((inputs, name) => {
    const chosen = inputs.find((it) => it.checked);
    answers[name] = chosen && chosen.value ? convert(chosen.value) : null;
  });
  return answers;
}

// Puts in what was kept, but for the questions of which somebody has just chosen.
function fillAnswers(form, from, chosen) {
  questions(form).forEach((inputs, name) => {
    if (!chosen.has(name)) inputs.forEach((it) => { it.checked = it.value !== "" && it.value === String(from[name]); });
  });
}

function fillReview(list, record) {
  const scale = JSON.parse(list.dataset.labels);
  for (const row of Array.from(list.querySelectorAll("[data-item]"))) {
    const name = row.dataset.item;
    const labels = row.dataset.labels ? JSON.parse(row.dataset.labels) : scale;
    const value = name === "province" ? record.province : name === "invitation" ? Number(Boolean(record.invitation)) : row.dataset.labels ? record.respondent[name] : record.answers[name];
    const cell = row.querySelector("dd");
    cell.textContent = value === undefined ? say("leftOut") : labels[value];
    cell.classList.toggle("left-out", value === undefined);
  }
  $("nothing").hidden = Object.keys(record.answers).length > 0;
}

// What is wrong, at the top of the page and at its place, as the server's own pages show it.
function showFaults(faults) {
  Array.from(document.querySelectorAll("#faults, .fault")).forEach((it) => it.remove());
  for (const field of Array.from(document.querySelectorAll(".wrong"))) {
    field.classList.remove("wrong");
    describe(field.querySelector("[aria-describedby]"), "");
  }
  document.title = faults.length > 0 ? `${say("fault")}: ${title}` : title;
  if (faults.length === 0) return;
  const list = make("ul", {}, ...faults.map((it) => make("li", {}, it.href ? make("a", { href: it.href }, it.text) : it.text)));
  const box = make("div", { id: "faults", className: "faults", tabIndex: -1 }, make("h2", {}, say("faults")), list);
  box.setAttribute("role", "alert");
  $("form-state").parentNode.insertBefore(box, $("form-state"));
  for (const fault of faults) {
    const input = fault.href && fault.href[0] === "#" && $(fault.href.slice(1));
    if (!input) continue;
    const id = `${input.id}-fault`;
    const place = input.closest("label") || input;
    input.closest(".field").classList.add("wrong");
    place.parentNode.insertBefore(make("p", { id, className: "fault" }, fault.text), place);
    describe(input, id);
  }
  box.focus();
}

// What a field is described by: its hint, if it has one, and its fault.
function describe(input, fault) {
  const ids = [`${input.id}-hint`, fault].filter((id) => $(id)).join(" ");
  if (ids) input.setAttribute("aria-describedby", ids);
  else input.removeAttribute("aria-describedby");
}

// What the server said of a response, as lines with the place where it can be mended.
function faultsOf(record) {
  const { errors } = record.fault;
  return Object.keys(errors).map((path) => {
    const [group, name] = path.split(".");
    if (group === "invitation") return { text: say(record.invitation ? "invitationRefused" : "invitationNeeded"), href: `${startPath}#invitation` };
    if (group === "province") return { text: say("provinceRefused"), href: `${startPath}#province` };
    const row = name && document.querySelector(`[data-item="${name}"]`);
    return row ? { text: say("itemRefused", row.querySelector("dt").textContent), href: row.querySelector("a").href } : { text: say("bodyRefused") };
  });
}
