// Typing sheets: number keys, one cell after the other; what was saved stays in this browser until the server has taken it.
(() => {
  "use strict";

  const root = document.getElementById("typing");
  const surveys = JSON.parse(root.dataset.surveys);
  const words = JSON.parse(root.dataset.words);
  const storeKey = `sipas-typing:${root.dataset.user}`;
  const most = 100; // Sheets in one sending.
  const soon = 20; // So many are sent without being asked.
  const longest = 120000; // A sheet waits no longer than two minutes.
  const $ = (id) => document.getElementById(id);
  const say = (key, ...values) => words[key].replace(/\{(\d)\}/g, (_, i) => values[i]);

  // kept: sheets that nobody has yet; sending: the batch on its way, so that it goes again under the same id; faults: refused sheets.
  const empty = { setup: {}, kept: [], sending: null, sent: 0, again: [], second: [] };
  let state = load();
  let changing = null;
  let blankAsked = false;
  let isSending = false;
  let pause = 2000;

  function load() {
    try {
      return { ...empty, ...JSON.parse(localStorage.getItem(storeKey) ?? "{}") };
    } catch {
      return { ...empty };
    }
  }

  function store() {
    try {
      localStorage.setItem(storeKey, JSON.stringify(state));
      return true;
    } catch {
      tell(say("full"));
      return false;
    }
  }

  const survey = () => surveys.find((it) => it.code === $("survey").value) ?? surveys[0];
  const cellInputs = () => [...$("cells").querySelectorAll("input")];
  const tell = (text) => { $("message").textContent = text; };

  // Choosing survey and province

  function option(value, text) {
    const it = document.createElement("option");
    it.value = value;
    it.textContent = text;
    return it;
  }

  function showProvinces() {
    $("province").replaceChildren(...survey().provinces.map((it) => option(it.code, it.name)));
  }

  function setUp() {
    $("survey").replaceChildren(...surveys.map((it) => option(it.code, it.code)));
    if (surveys.some((it) => it.code === state.setup.survey)) $("survey").value = state.setup.survey;
    showProvinces();
    if (survey().provinces.some((it) => it.code === state.setup.province)) $("province").value = state.setup.province;
    for (const name of ["team", "typist", "cluster"]) {
      if (!$(name).readOnly && state.setup[name]) $(name).value = state.setup[name];
    }
    showCells();
  }

  $("setup").addEventListener("change", (event) => {
    if (event.target.id === "survey") {
      showProvinces();
      showCells();
    }
    state.setup = Object.fromEntries(["survey", "province", "team", "typist", "cluster"].map((name) => [name, $(name).value.trim()]));
    store();
  });
  $("setup").addEventListener("submit", (event) => event.preventDefault());

  // The sheet

  function showCells() {
    const groups = [];
    let list = null;
    let title = null;
    for (const cell of survey().cells) {
      if (cell.group !== title) {
        title = cell.group;
        const group = document.createElement("fieldset");
        const legend = document.createElement("legend");
        legend.textContent = title;
        list = document.createElement("div");
        list.className = "cells";
        group.append(legend, list);
        groups.push(group);
      }
      const label = document.createElement("label");
      const input = document.createElement("input");
      input.maxLength = 1;
      input.inputMode = "numeric";
      input.name = cell.code;
      const name = document.createElement("span");
      name.textContent = `${cell.number ? `${cell.number}. ` : ""}${cell.name}`;
      const meaning = document.createElement("span");
      meaning.className = "meaning";
      label.append(input, name, meaning);
      list.append(label);
    }
    $("cells").replaceChildren(...groups);
  }

  const cellOf = (input) => survey().cells.find((it) => it.code === input.name);

  function show(input, key) {
    input.value = key;
    input.parentElement.querySelector(".meaning").textContent = cellOf(input).choices.find((it) => it.key === key)?.name ?? "";
  }

  function move(from, step) {
    const stops = [$("serial"), ...cellInputs(), $("sheet").querySelector("button")];
    const next = stops[stops.indexOf(from) + step];
    next?.focus();
    next?.select?.();
  }

  $("sheet").addEventListener("keydown", (event) => {
    const input = event.target;
    if (event.ctrlKey || event.altKey || event.metaKey || input.tagName !== "INPUT") return;
    if (event.key === "Enter" || event.key === "ArrowDown") {
      event.preventDefault();
      if (input.id !== "serial" || checkSerial()) move(input, 1);
    } else if (event.key === "ArrowUp") {
      event.preventDefault();
      move(input, -1);
    } else if (input.id !== "serial" && event.key === "Backspace") {
      event.preventDefault();
      if (input.value) show(input, "");
      else move(input, -1);
    }
  });

  // By what stands in the cell, not by the key: phones tell no keys.
  $("sheet").addEventListener("input", (event) => {
    const input = event.target;
    if (input.id === "serial") return;
    const typed = input.value.normalize("NFKC").trim();
    const cell = cellOf(input);
    if (typed === "" || cell.choices.some((it) => it.key === typed)) {
      tell("");
      show(input, typed);
      if (typed !== "") move(input, 1);
    } else {
      show(input, "");
      tell(say("key", cell.number || cell.name, cell.choices.map((it) => it.key).join(", ")));
    }
  });

  const serialOf = (typed) => {
    const text = typed.normalize("NFKC").trim().replace(/\s+/g, " ").toUpperCase();
    const joined = text.replace(/[ -]/g, "");
    return /^SP\d{5,12}$/.test(joined) ? joined : text;
  };

  // ISO/IEC 7064, MOD 11-10, as the server checks it.
  function isMistyped(serial) {
    if (!/^SP\d{5,12}$/.test(serial)) return false;
    let product = 10;
    for (const digit of serial.slice(2, 9)) {
      const sum = (product + Number(digit)) % 10;
      product = ((sum === 0 ? 10 : sum) * 2) % 11;
    }
    return serial.length !== 10 || (11 - product) % 10 !== Number(serial[9]);
  }

  function checkSerial() {
    const serial = serialOf($("serial").value);
    const fault = !serial ? say("serialNeeded")
      : isMistyped(serial) ? say("serialWrong")
      : !/^SP\d{8}$/.test(serial) && !$("team").value.trim() ? say("teamNeeded")
      : ["team", "typist", "cluster"].some((name) => !/^[A-Za-z0-9._-]{0,32}$/.test($(name).value.trim())) ? say("codes")
      : !$("second").checked && [...state.kept, ...(state.sending?.sheets ?? [])].some((it) => it.serial === serial && it !== changing) ? say("serialTwice", serial)
      : "";
    tell(fault);
    return !fault;
  }

  $("sheet").addEventListener("submit", (event) => {
    event.preventDefault();
    if (!checkSerial()) {
      $("serial").focus();
      return;
    }
    const cells = Object.fromEntries(cellInputs().filter((it) => it.value).map((it) => [it.name, it.value]));
    if (Object.keys(cells).length === 0 && !blankAsked) {
      blankAsked = true;
      tell(say("empty"));
      return;
    }
    const sheet = {
      serial: serialOf($("serial").value), survey: $("survey").value, province: $("province").value, team: $("team").value.trim(),
      typist: $("typist").value.trim(), cluster: $("cluster").value.trim(), cells, at: Date.now(),
    };
    const before = { ...state };
    if ($("second").checked) {
      state.second = [...state.second, sheet];
      state.again = state.again.filter((it) => it !== sheet.serial);
    } else {
      state.kept = [...state.kept.filter((it) => it !== changing), sheet];
    }
    if (!store()) {
      // It stays in the form, to be saved once there is room.
      state = before;
      return;
    }
    clear();
    tell("");
    $("counts").dataset.saved = sheet.serial;
    refresh();
    const oldest = Math.min(...state.kept.map((it) => it.at));
    if (state.second.length || state.kept.length >= soon || Date.now() - oldest > longest) send();
  });

  function clear() {
    changing = null;
    blankAsked = false;
    $("serial").value = "";
    cellInputs().forEach((it) => show(it, ""));
    $("serial").focus();
  }

  function change(sheet) {
    changing = sheet;
    $("survey").value = sheet.survey;
    showProvinces();
    showCells();
    for (const name of ["province", "team", "typist", "cluster"]) if (!$(name).readOnly) $(name).value = sheet[name];
    $("serial").value = sheet.serial;
    cellInputs().forEach((it) => show(it, sheet.cells[it.name] ?? ""));
    $("serial").focus();
  }

  // What is kept

  function refresh() {
    const wrong = state.kept.filter((it) => it.faults);
    $("counts").textContent = say("counts", state.kept.length + (state.sending?.sheets.length ?? 0) + state.second.length, state.sent, wrong.length)
      + ($("counts").dataset.saved ? ` ${say("saved", $("counts").dataset.saved)}` : "");
    $("faults").replaceChildren(...[...wrong, ...state.second.filter((it) => it.faults)].map((sheet) => {
      const it = document.createElement("li");
      it.append(button(sheet.serial, say("edit", sheet.serial), () => change(sheet)), ` ${sheet.faults.join(" ")}`);
      return it;
    }));
    $("sheets").replaceChildren(...[...state.kept, ...state.second].map((sheet) => {
      const it = document.createElement("li");
      it.append(
        button(sheet.serial, say("edit", sheet.serial), () => change(sheet)), " ",
        button(words.remove, say("removeSheet", sheet.serial), () => {
          state.kept = state.kept.filter((other) => other !== sheet);
          state.second = state.second.filter((other) => other !== sheet);
          if (changing === sheet) clear();
          store();
          refresh();
        }));
      return it;
    }));
    $("again").replaceChildren(...state.again.map((serial) => {
      const it = document.createElement("li");
      it.textContent = serial;
      return it;
    }));
  }

  function button(text, label, action) {
    const it = document.createElement("button");
    it.type = "button";
    it.className = "link-button";
    it.textContent = text;
    it.setAttribute("aria-label", label);
    it.addEventListener("click", action);
    return it;
  }

  // Sending

  // The page's own token may be of a session that has ended since.
  async function freshToken() {
    const answer = await fetch(location.pathname, { redirect: "manual", cache: "no-store", headers: { Accept: "text/html" } });
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) throw new Refusal(words.signedOut);
    if (!answer.ok) throw new TypeError("No page.");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector("#typing input[name=form-token]").value;
  }

  class Refusal extends Error {}

  const quoted = (text) => `"${String(text).replaceAll('"', '""')}"`;

  function csvOf(sheets) {
    const codes = surveys.find((it) => it.code === sheets[0].survey).cells;
    const value = (cell, key) => cell.choices.find((it) => it.key === key)?.value ?? "";
    const lines = [["serial", ...codes.map((it) => it.code), "cluster", "typist"].join(",")];
    for (const sheet of sheets) {
      lines.push([quoted(sheet.serial), ...codes.map((it) => value(it, sheet.cells[it.code])), quoted(sheet.cluster), quoted(sheet.typist)].join(","));
    }
    return `${lines.join("\r\n")}\r\n`;
  }

  // Sheets of one survey, province and team; fixed before they are sent, so that a repetition is the same batch.
  function nextBatch() {
    if (state.sending) return state.sending;
    const first = state.kept.find((it) => !it.faults);
    if (!first) return null;
    const sheets = state.kept.filter((it) => !it.faults && ["survey", "province", "team"].every((name) => it[name] === first[name])).slice(0, most);
    state.kept = state.kept.filter((it) => !sheets.includes(it));
    state.sending = { id: randomId(), sheets };
    store();
    return state.sending;
  }

  // Where the page is reached without TLS, e.g. over a village's own network, browsers offer no randomUUID.
  function randomId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((it) => it.toString(16).padStart(2, "0")).join("");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  async function sendBatch(batch, token) {
    const { survey: code, province, team } = batch.sheets[0];
    const form = new FormData();
    form.append("form-token", token);
    form.append("survey", code);
    form.append("province", province);
    if (team) form.append("team", team);
    form.append("id", batch.id);
    form.append("file", new Blob([csvOf(batch.sheets)], { type: "text/csv" }), `nhap-phieu-${new Date().toISOString().slice(0, 16).replace(":", "")}.csv`);
    const answer = await fetch(root.dataset.send, { method: "POST", body: form, redirect: "manual", headers: { Accept: "application/json" } });
    if (answer.type === "opaqueredirect") throw new Refusal(words.signedOut);
    const report = await answer.json();
    if (answer.status >= 500 || answer.status === 429) throw new TypeError("Later.");
    if (!answer.ok) {
      const errors = Object.values(report.errors ?? {}).flat().join(" ");
      // Nothing was taken: back to where they can be changed, marked, so that the others go on.
      const fault = say("refused", errors || report.detail || report.title || answer.status);
      batch.sheets.forEach((sheet) => { sheet.faults = [fault]; });
      state.kept = [...batch.sheets, ...state.kept];
      state.sending = null;
      throw new Refusal(fault);
    }
    return report;
  }

  function take(batch, report) {
    const faults = new Map();
    for (const error of report.errors) {
      faults.set(error.row, [...(faults.get(error.row) ?? []), `${error.heading ?? error.column}: ${error.message}`]);
    }
    const wrong = batch.sheets.filter((_, i) => faults.has(i + 2));
    batch.sheets.forEach((sheet, i) => { if (faults.has(i + 2)) sheet.faults = faults.get(i + 2); });
    const taken = batch.sheets.filter((it) => !wrong.includes(it));
    state.sent += taken.length;
    state.again = [...new Set([...state.again, ...taken.filter(() => Math.random() < .1).map((it) => it.serial)])].slice(-50);
    state.kept = [...wrong, ...state.kept];
    state.sending = null;
    if (report.accepted > 0) tell(say("taken", report.accepted, report.id));
  }

  async function compare(sheet, token) {
    const answer = await fetch(root.dataset.compare, {
      method: "POST", redirect: "manual",
      headers: { "Content-Type": "application/json", Accept: "application/json", "form-token": token },
      body: JSON.stringify(sheet),
    });
    if (answer.type === "opaqueredirect") throw new Refusal(words.signedOut);
    if (answer.status >= 500 || answer.status === 429) throw new TypeError("Later.");
    const found = await answer.json();
    if (!answer.ok) {
      // E.g. not counted yet, some seconds after it was sent; or mistyped. It is tried again, until somebody removes it.
      const errors = Object.values(found.errors ?? {}).flat().join(" ");
      sheet.faults = [errors || found.detail || found.title];
      return;
    }
    state.second = state.second.filter((it) => it !== sheet);
    const differing = found.differing.map((it) => `${it.column} (${it.first || "–"} / ${it.second || "–"})`).join(", ");
    tell(differing ? say("differs", sheet.serial, found.compared, differing) : say("agreed", sheet.serial, found.compared));
  }

  async function send() {
    if (isSending) return;
    isSending = true;
    try {
      if (state.sending || state.kept.some((it) => !it.faults) || state.second.length) {
        const token = await freshToken();
        for (let batch; (batch = nextBatch());) {
          take(batch, await sendBatch(batch, token));
          store();
          refresh();
        }
        for (const sheet of [...state.second]) {
          await compare(sheet, token);
          store();
          refresh();
        }
      }
      pause = 2000;
    } catch (failure) {
      tell(failure instanceof Refusal ? failure.message : words.offline);
      if (!(failure instanceof Refusal)) {
        setTimeout(send, pause);
        pause = Math.min(pause * 2, 60000);
      }
    } finally {
      isSending = false;
      store();
      refresh();
    }
  }

  $("send").addEventListener("click", () => { pause = 2000; send(); });
  window.addEventListener("online", send);
  setInterval(() => {
    if (state.kept.some((it) => !it.faults && Date.now() - it.at > longest)) send();
  }, 15000);

  function begin() {
    state = load();
    root.hidden = false;
    setUp();
    refresh();
    if (state.sending || state.second.length) send();
  }

  // One page at a time: two would write over each other's sheets. The lock is kept until the page is left; without TLS browsers have none.
  if (navigator.locks) {
    navigator.locks.request(storeKey, { signal: AbortSignal.timeout(2000) }, () => {
      begin();
      return new Promise(() => {});
    }).catch(() => { document.getElementById("elsewhere").hidden = false; });
  } else {
    begin();
  }

  // Keeps the page itself, so that it opens without a connection too.
  navigator.serviceWorker?.register(root.dataset.worker);
})();
