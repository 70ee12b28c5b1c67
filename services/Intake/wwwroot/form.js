// The form with a script: answers stay on this device until they are sent. The page takes over once everything is there that this needs; until then, and in
// browsers without it, the server does the same by itself.
const page = body.dataset.page;
const form = $("answers");
const isAnswering = page === "element" || page === "about";
const needsDraft = isAnswering || page === "check";
const partOf = (record) => (page === "about" ? record.respondent : record.answers);
const isTrapped = () => Boolean(form.elements.website && form.elements.website.value);
// Names of what was chosen and is not kept yet. The page is slow on a poor connection, and people choose before its script runs: a blank page has nothing ticked by itself.
const touched = new Set(form && isAnswering ? Array.from(form.elements).filter((it) => it.checked).map((it) => it.name) : []);
let saving = 0;
let isReady = false;
let leavesFor = null;
// What could not be removed from the device: the name of the words that say so.
let stays = "";

// Going there once, whoever asks for it: a second time would break off the first.
function leave(how, path) {
  if (leavesFor !== path) location[how](path);
  leavesFor = path;
}

// Shows what the device has now: after loading, and whenever another tab or the worker has changed it.
async function show() {
  const records = await change((all) => all);
  const found = currentOf(records);
  // Of another survey: nothing of it fits these pages.
  const record = found && isOpen(found) && found.survey !== body.dataset.survey ? undefined : found;
  if (needsDraft && !record) return leave("replace", startPath);
  if (needsDraft && !isOpen(record)) return leave("replace", pathOf("da-gui"));
  // What was chosen a moment ago is newer than what was kept.
  if (isAnswering && saving === 0) fillAnswers(form, partOf(record), touched);
  if (page === "check") await showCheck(record);
  if (page === "receipt") return showReceipt(record);
  if (page === "start") return showStart(record, records);
  if (needsDraft) tell(stateText(record));
  if (page === "clear") showUnsent(records);
}

async function showCheck(record) {
  fillReview($("review"), record);
  if (record.fault && !$("faults")) showFaults(faultsOf(record));
  // From here on, who changes an answer comes back here.
  if (!record.checked) await changeOne(record.id, record.state, (it) => { it.checked = true; it.page = location.pathname.slice(root.length); });
}

function showUnsent(records) {
  const unsent = records.filter(isUnsent).length;
  tell(unsent > 0 ? say("unsent", unsent) : stays ? say(stays) : "");
}

async function save(skipped) {
  const chosen = readAnswers(form, page === "about" ? String : Number);
  const names = Array.from(touched);
  saving++;
  try {
    const kept = await change((records, store) => {
      const record = currentOf(records);
      if (!record || !isOpen(record)) return record;
      for (const name of Object.keys(chosen)) {
        if (chosen[name] === null || skipped.indexOf(name) >= 0) delete partOf(record)[name];
        else partOf(record)[name] = chosen[name];
      }
      skipped.forEach((name) => { delete record.answers[name]; });
      store.put(Object.assign(record, { fault: null, updatedAt: Date.now() }));
      return record;
    });
    names.forEach((name) => touched.delete(name));
    return kept;
  } finally {
    saving--;
  }
}

async function goOn(record, next) {
  const path = record.checked ? pathOf("kiem-tra") : next;
  await changeOne(record.id, record.state, (it) => { it.page = path.slice(root.length); });
  leave("assign", path);
}

// The server's cookie, which no script can reach: whether it is gone.
const clearCookie = (path) => ask(path, { method: "POST", body: new URLSearchParams(), credentials: "same-origin" }).then((it) => it.ok, () => false);

async function clear(target) {
  const unsent = (await change((all) => all)).some(isUnsent);
  // Whoever only wants to take a receipt off the device hears of what would be lost with it.
  if (unsent && page !== "clear") return leave("assign", pathOf("xoa"));
  await forgetAll();
  for (const name of await caches.keys()) if (name.indexOf("sipas-form-") === 0) await caches.delete(name);
  channel.postMessage("changed");
  tell(say("clearing"));
  // The server's cookie too. While that is there, not everything is removed, and there may be no page to go to.
  stays = await clearCookie(target) ? "" : "cookieLeft";
  tell(say(stays || "cleared"));
  return stays ? undefined : leave("replace", startPath);
}

async function submit(target, button) {
  if (button && button.id === "clear") return clear(target);
  if (page === "start") {
    // Whose the code is has to be said first.
    if ($("whose")) return undefined;
    const missing = startFaults();
    const faults = missing.length > 0 ? missing : [await codeFault()].filter(Boolean);
    showFaults(faults);
    if (faults.length > 0) return undefined;
    const record = await begin();
    return goOn(record, root + record.page);
  }
  if (page === "check") return send();
  const skips = button && button.dataset.skips;
  const record = await save(skips ? skips.split(" ") : []);
  return record && isOpen(record) ? goOn(record, skips ? button.dataset.skipTo : body.dataset.next) : show();
}

// Keeps what was chosen, and says so.
function keep() {
  return save([]).then((it) => it && tell(stateText(it)), () => tell(say("notSaved")));
}

function takeOver() {
  if (page === "start") {
    addFilter($("province"));
    $("restart").addEventListener("click", askRestart);
  }
  channel.onmessage = show;
  window.addEventListener("online", hurry);
  window.addEventListener("offline", show);
  // The browser shows a page as it was when it was left; and other tabs of old browsers say nothing.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    leavesFor = null;
    show();
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) show(); });
  document.documentElement.dataset.form = "device";
  navigator.serviceWorker.register("/form-worker.js").catch(() => {});
  // Nobody waits for what is sent behind their back: on a network that hangs it takes half a minute each.
  return show().then(() => {
    isReady = true;
    return isAnswering && touched.size > 0 ? keep() : undefined;
  }).then(() => { tryClosedAgain(body.dataset.survey).then(keepSending, keepSending); });
}

takeInvitation();
window.addEventListener("hashchange", () => {
  takeInvitation();
  if (isReady) show();
});
if (body.dataset.draft === "none" && window.indexedDB && window.caches && navigator.serviceWorker && window.crypto && crypto.subtle) {
  const ready = forgetOld().then(takeOver);
  if (form) {
    form.addEventListener("change", (event) => {
      touched.add(event.target.name);
      if (isReady && isAnswering) keep();
    });
  }
  let pressed = null;
  let isBusy = false;
  let isServers = false;
  document.addEventListener("click", (event) => { pressed = event.target.closest("button"); });
  document.addEventListener("submit", (event) => {
    if (isServers) return;
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    leavesFor = null;
    const button = event.submitter || pressed || event.target.querySelector("button");
    const { action } = event.target;
    ready.then(() => submit(action, button).catch(() => tell(say("notSaved"))), () => {
      // This device keeps nothing: the server does.
      isServers = true;
      button.click();
    }).then(() => { isBusy = false; });
  });
}
