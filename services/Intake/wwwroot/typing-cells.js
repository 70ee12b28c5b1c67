// The form: survey and province, and the cells of a sheet, each with what stands in it.
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

// The cells

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
