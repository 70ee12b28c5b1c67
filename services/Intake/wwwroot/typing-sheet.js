// One sheet: its serial is checked, and it is saved; or taken up again to be changed.
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
