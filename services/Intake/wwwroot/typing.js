// The start of the typing page, behind all that it is made of.
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
