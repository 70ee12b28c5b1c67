// The end of the form: sending what is finished, trying again what waits, and the receipt.
let retry = 0;
let pause = 5000;
let watching = 0;
let isCalled = false;

// Has the worker called when there is a connection and no page is open, where browsers can do that. Once for each page: with a connection the call comes at once.
function callLater() {
  isCalled = true;
  navigator.serviceWorker.ready.then((it) => it.sync && it.sync.register(tags.sync)).catch(() => {});
}

// Tries until nothing waits any more, at growing intervals.
async function keepSending() {
  clearTimeout(retry);
  // As long as it is not known what is left, something may be.
  let left = 1;
  try {
    left = await sendWaiting();
    await show();
  } catch (failure) {
    // The database of the device failed, which may pass.
  }
  clearTimeout(retry);
  if (left === 0) return;
  if (!isCalled) callLater();
  retry = setTimeout(keepSending, pause);
  pause = Math.min(pause * 2, 300000);
}

function hurry() {
  pause = 5000;
  keepSending();
}

async function send() {
  const record = await currentRecord();
  if (!record || !isOpen(record)) return show();
  if (Object.keys(record.answers).length === 0) return showFaults([{ text: say("nothingAnswered"), href: $("review").querySelectorAll("a")[1].href }]);
  tell(say("sending"));
  await changeOne(record.id, record.state, (it) => {
    const now = Date.now();
    Object.assign(it, { state: "waiting", fault: null, notBefore: 0, updatedAt: now, seconds: Math.max(0, Math.round((now - it.startedAt) / 1000)) });
    it.trap = it.trap || isTrapped();
  });
  // At once, as the page may be closed before anything is known of the first try.
  callLater();
  const late = new Promise((resolve) => { setTimeout(resolve, 10000); });
  await Promise.race([keepSending(), late]);
  const kept = await currentRecord();
  // Kept also when the device needs room. Some browsers ask the person, so only where it matters.
  if (kept && kept.state === "waiting" && navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => {});
  return show();
}

function showReceipt(record) {
  if (!record) return;
  if (isOpen(record)) return leave("replace", record.fault ? pathOf("kiem-tra") : startPath);
  const waits = record.state === "waiting";
  document.querySelector("h1").textContent = say(waits ? "waitingTitle" : "sentTitle");
  document.title = `${say(waits ? "waitingTitle" : "sentTitle")} – SIPAS`;
  $("receipt").textContent = grouped(record.receipt);
  $("lookup").href = `${root}/phieu/${record.receipt}`;
  $("sent").hidden = false;
  $("not-sent").hidden = true;
  $("afterwards").hidden = waits;
  if (!$("advice")) {
    $("sent").parentNode.insertBefore(make("p", { id: "advice" }, say("waitingAdvice")), $("afterwards"));
    $("afterwards").parentNode.appendChild(make("p", {}, make("a", { href: startPath }, say("another"))));
  }
  $("advice").hidden = !waits || Boolean(record.fault && record.fault.status === 409);
  tell(stateText(record));
  if (record.state === "sent") watch(record);
}

// It is counted a moment later; asked for at growing intervals as long as the page is open.
function watch(record) {
  if (watching) return;
  let wait = 1000;
  const next = () => {
    watching = setTimeout(async () => {
      const known = await askState(record).catch(() => record);
      wait = Math.min(wait * 2, 60000);
      if (known && known.state === "sent") next();
      else await show();
    }, wait);
  };
  next();
}
