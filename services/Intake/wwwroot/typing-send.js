// Sending what is kept, and comparing what was typed a second time.
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
