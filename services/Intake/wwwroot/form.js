// The form with a script: answers stay on this device until they are sent. The page takes over once everything that needs is there; until then, and in
// browsers without it, the server does the same by itself.
const page = body.dataset.page;
const form = $("answers");
let pressed = null;
let letGo = false;
let isBusy = false;
let retry = 0;
let pause = 5000;

const isAnswering = page === "element" || page === "about";
const partOf = (record) => (page === "about" ? record.respondent : record.answers);
const toText = (value) => value;

async function show() {
  const records = await change((all) => all);
  const found = currentOf(records);
  // Of another survey: nothing of it fits these pages, and it can still be sent if it is finished.
  const record = found && found.state === "draft" && found.survey !== body.dataset.survey ? undefined : found;
  if ((isAnswering || page === "check") && !record) return location.replace(startPath);
  if ((isAnswering || page === "check") && record.state !== "draft") return location.replace(pathOf("da-gui"));
  if (isAnswering) fillAnswers(form, partOf(record));
  if (page === "check") showCheck(record);
  if (page === "receipt") showReceipt(record);
  if (page === "start" && form) fillStart(record, form, records);
  if (page === "clear") showUnsent(records);
  else if (record && page !== "start") tell(stateText(record));
}

function showCheck(record) {
  fillReview($("review"), record);
  if (record.fault) showFaults(faultsOf(record));
}

function showReceipt(record) {
  // The server's own page of a response that was sent without the script.
  if (!record) return $("receipt").textContent.trim() ? undefined : location.replace(startPath);
  if (record.state === "draft") return location.replace(pathOf("kiem-tra"));
  $("receipt").textContent = grouped(record.receipt);
  const title = document.querySelector("h1");
  if (!title.dataset.sent) title.dataset.sent = title.textContent;
  title.textContent = record.state === "waiting" ? say("waitingTitle") : title.dataset.sent;
  if (record.state === "sent") watch(record);
}

let watching = 0;
// It is counted a moment later; asked for at growing intervals as long as the page is open.
function watch(record) {
  if (watching) return;
  let wait = 1000;
  const next = () => { watching = setTimeout(async () => {
    const known = await askState(record).catch(() => record);
    if (known && known.state !== "sent") return show();
    wait = Math.min(wait * 2, 60000);
    next();
  }, wait); };
  next();
}

function showUnsent(records) {
  const unsent = records.filter((it) => it.state === "waiting").length;
  tell(unsent > 0 ? say("unsent", unsent) : "");
}

async function save(skipped) {
  const record = await currentRecord();
  if (!record) return null;
  return changeOne(record.id, "draft", (it) => {
    readAnswers(form, partOf(it), page === "about" ? toText : Number);
    (skipped || []).forEach((name) => { delete it.answers[name]; });
    if (form.querySelector("[data-trap]") && form.querySelector("[data-trap]").value) it.trap = true;
    it.fault = null;
    it.updatedAt = Date.now();
  });
}

async function goOn(next) {
  const record = await currentRecord();
  if (record) await changeOne(record.id, "draft", (it) => { it.page = next.slice(root.length); });
  location.assign(next);
}

async function send() {
  const record = await currentRecord();
  if (!record || record.state !== "draft") return show();
  if (Object.keys(record.answers).length === 0) return showFaults([{ text: say("nothingAnswered"), href: $("review").querySelector("a").href }]);
  tell(say("sending"));
  await changeOne(record.id, "draft", (it) => {
    const now = Date.now();
    Object.assign(it, { state: "waiting", fault: null, tries: 0, notBefore: 0, finishedAt: now, updatedAt: now, seconds: Math.round((now - it.startedAt) / 1000) });
  });
  // Kept even when the device needs room, and sent also when the browser is closed, where browsers can do that.
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
  navigator.serviceWorker.ready.then((it) => it.sync && it.sync.register(tags.sync)).catch(() => {});
  const late = new Promise((resolve) => { setTimeout(resolve, 10000); });
  await Promise.race([sendWaiting(), late]);
  return show();
}

async function clear() {
  await forgetAll();
  for (const name of await caches.keys()) if (name.indexOf("sipas-form-") === 0) await caches.delete(name);
  channel.postMessage("changed");
  try {
    // The server's cookie too.
    await fetch(form.action, { method: "POST", body: new URLSearchParams(), credentials: "same-origin" });
    location.replace(startPath);
  } catch (failure) {
    tell(say("clearedOffline"));
  }
}

async function submit(button) {
  if (page === "start") {
    const faults = startFaults();
    showFaults(faults);
    if (faults.length > 0) return;
    const record = await begin();
    await goOn(body.dataset.next);
  } else if (isAnswering) {
    const skips = button && button.name === "skip";
    await save(skips ? Array.from(questions(form).keys()) : []);
    await goOn(body.dataset.next);
  } else if (page === "check") {
    await send();
  } else if (page === "clear") {
    await clear();
  }
}

async function keepSending() {
  clearTimeout(retry);
  const left = await sendWaiting();
  await show();
  if (left > 0) retry = setTimeout(keepSending, pause);
  pause = left > 0 ? Math.min(pause * 2, 300000) : 5000;
}

function takeOver() {
  if (form) {
    form.addEventListener("change", () => { if (isAnswering) save().then((it) => it && tell(stateText(it)), () => tell(say("notSaved"))); });
  }
  if (page === "start" && $("province")) addFilter($("province"));
  window.addEventListener("online", () => { pause = 5000; keepSending(); });
  window.addEventListener("offline", show);
  // Another tab has changed something; or the browser shows the page as it was when it was left.
  channel.onmessage = show;
  window.addEventListener("pageshow", (event) => { if (event.persisted) show(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) show(); });
  document.documentElement.dataset.form = "device";
  navigator.serviceWorker.register("/form-worker.js").catch(() => {});
  return show().then(keepSending);
}

takeInvitation();
window.addEventListener("hashchange", takeInvitation);
if (body.dataset.draft !== "server" && window.indexedDB && window.caches && navigator.serviceWorker && window.crypto && crypto.subtle) {
  const ready = forgetOld().then(takeOver);
  if (form) {
    form.addEventListener("click", (event) => { pressed = event.target.closest("button"); });
    form.addEventListener("submit", (event) => {
      if (letGo) return;
      event.preventDefault();
      if (isBusy) return;
      isBusy = true;
      const button = event.submitter || pressed;
      const done = () => { isBusy = false; };
      ready.then(() => submit(button).catch(() => tell(say("notSaved"))).then(done), () => {
        // This device keeps nothing: the server does.
        letGo = true;
        (button || form.querySelector("button:not([type=button])")).click();
      });
    });
  }
}
