// What is kept, as lists and in figures.
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
