// Putting into a page what this device keeps, and reading from it what was answered.
const body = document.body;
const english = body.dataset.language === "en" ? 1 : 0;
const root = english ? "/en" : "";
const startPath = root || "/";
const pathOf = (name) => `${root}/khao-sat/${name}`;
const $ = (id) => document.getElementById(id);
const say = (key, ...values) => words[key][english].replace(/\{(\d)\}/g, (_, i) => values[i]);
const grouped = (code) => code.replace(/(.{4})(?=.)/g, "$1-");
const twoDigits = (number) => String(number).padStart(2, "0");
const isRadio = (input) => input.type === "radio";

function make(tag, properties, ...children) {
  const it = Object.assign(document.createElement(tag), properties);
  it.append(...children);
  return it;
}

// "1970-01-31" or a moment, as dd/MM/yyyy, the moment in Vietnam's time.
function dayOf(when) {
  const text = typeof when === "number" ? new Date(when + 7 * 60 * 60 * 1000).toISOString() : when;
  return text.slice(0, 10).split("-").reverse().join("/");
}

function timeOf(moment) {
  const it = new Date(moment + 7 * 60 * 60 * 1000);
  return `${twoDigits(it.getUTCHours())}:${twoDigits(it.getUTCMinutes())} ${dayOf(moment)}`;
}

function tell(text) {
  const state = $("form-state");
  if (!state) return;
  state.hidden = !text;
  // Said again only when it changes.
  if (state.textContent !== text) state.textContent = text;
}

function stateText(record) {
  if (record.state === "draft") return say(navigator.onLine ? "saved" : "savedOffline");
  if (record.state === "counted") return say("counted", dayOf(record.countedOn));
  if (record.state !== "waiting") return say(record.state);
  const status = record.fault ? record.fault.status : 0;
  return status === 429 || status >= 500 ? say("waitingBusy") : status > 0 ? say("waitingRefused", status) : say("waiting");
}

// The questions of this page by name; each a list of its radio buttons, or the one list to choose from.
function questions(form) {
  const found = new Map();
  for (const input of Array.from(form.elements)) {
    if (input.name && (isRadio(input) || input.tagName === "SELECT")) found.set(input.name, (found.get(input.name) || []).concat(input));
  }
  return found;
}

function readAnswers(form, into, convert) {
  questions(form).forEach((inputs, name) => {
    const chosen = isRadio(inputs[0]) ? inputs.find((it) => it.checked) : inputs[0];
    if (chosen && chosen.value) into[name] = convert(chosen.value);
    else delete into[name];
  });
}

function fillAnswers(form, from) {
  questions(form).forEach((inputs, name) => {
    const value = from[name] === undefined ? "" : String(from[name]);
    if (isRadio(inputs[0])) inputs.forEach((it) => { it.checked = it.value === value && value !== ""; });
    else inputs[0].value = value;
  });
}

function fillReview(list, record) {
  const scale = JSON.parse(list.dataset.labels);
  const unanswered = [];
  for (const row of Array.from(list.querySelectorAll("[data-item]"))) {
    const name = row.dataset.item;
    const value = row.dataset.labels ? record.respondent[name] : record.answers[name];
    const cell = row.querySelector("dd");
    if (cell.dataset.blank === undefined) cell.dataset.blank = cell.textContent;
    const labels = row.dataset.labels ? JSON.parse(row.dataset.labels) : scale;
    cell.textContent = value === undefined ? cell.dataset.blank : labels[value];
    row.classList.toggle("unanswered", value === undefined);
  }
  return unanswered;
}

// A summary of what is wrong at the top of the page, each line leading to its place; the focus goes there, as the server's own page does it.
function showFaults(faults) {
  const known = document.querySelector(".error-summary");
  if (known) known.remove();
  if (faults.length === 0) return;
  const list = make("ul", {}, ...faults.map((it) => make("li", {}, it.href ? make("a", { href: it.href }, it.text) : it.text)));
  const summary = make("div", { className: "error-summary", tabIndex: -1 }, make("h2", {}, say("errorTitle")), list);
  summary.setAttribute("role", "alert");
  const main = document.querySelector("main");
  main.insertBefore(summary, main.firstChild);
  summary.focus();
}

// What the server said of a response, as lines with the place where it can be mended.
function faultsOf(record) {
  const { status, errors } = record.fault;
  if (status === 409) return [{ text: say("closed") }];
  return Object.keys(errors).map((path) => {
    const [group, name] = path.split(".");
    if (group === "invitation") return { text: say(record.invitation ? "invitationRefused" : "invitationNeeded"), href: `${startPath}#invitation` };
    if (group === "province") return { text: say("provinceRefused"), href: `${startPath}#province` };
    const row = name && document.querySelector(`[data-item="${name}"]`);
    return row ? { text: say("itemRefused", row.querySelector("dt").textContent), href: row.querySelector("a").href } : { text: say("bodyRefused") };
  });
}
