// What this device keeps of the form: one record for each response, in a database of its own. Page and worker share this file.
//
// A record: id (UUIDv4), current (the one that the pages show; at most one), state, survey, province, invitation (the code, or empty), answers, respondent, page (where
// the person got to), checked (has seen all answers, so goes back there after a change), startedAt (when somebody agreed), updatedAt, seconds (from beginning to sending),
// trap (the field that people do not see was filled in), receipt, fault (what the server said last: status, and errors by path where it refused), notBefore (when it may be
// sent again; 0 for at once), countedOn. Times are milliseconds of the device's clock. Once sent there are id, current, state, survey, receipt, updatedAt and countedOn alone.
// States: draft → waiting (finished, not yet taken by the server) → sent → counted or rejected. What the server did not take is refused, with its fault, until somebody
// has mended it and sends it again.
// Beside them, the record "device" holds the random token by which the server limits how many responses one device sends.
const week = 7 * 24 * 60 * 60 * 1000;
let opened = null;

function openStore() {
  if (!opened) {
    opened = new Promise((resolve, reject) => {
      const request = indexedDB.open("sipas-form", 1);
      request.onupgradeneeded = () => request.result.createObjectStore("kept", { keyPath: "id" });
      request.onsuccess = () => {
        // A later version of the form must not wait for this page.
        request.result.onversionchange = () => { request.result.close(); opened = null; };
        // Browsers close it too, as when a phone has slept for long.
        request.result.onclose = () => { opened = null; };
        resolve(request.result);
      };
      request.onerror = () => { opened = null; reject(request.error); };
    });
  }
  return opened;
}

async function transactionOf(isAgain) {
  const database = await openStore();
  try {
    return database.transaction("kept", "readwrite", { durability: "strict" });
  } catch (failure) {
    // Closed, and nobody said so.
    if (isAgain || failure.name !== "InvalidStateError") throw failure;
    opened = null;
    return transactionOf(true);
  }
}

// Gives all records to `edit`, together with the store that takes its changes, in one transaction: what two tabs do happens one after the other. What
// `edit` returns comes when the disk has it.
async function change(edit) {
  const transaction = await transactionOf(false);
  return new Promise((resolve, reject) => {
    const store = transaction.objectStore("kept");
    let result;
    store.getAll().onsuccess = (event) => { result = edit(event.target.result.filter((it) => it.state), store, event.target.result); };
    transaction.oncomplete = () => resolve(result);
    transaction.onabort = () => reject(transaction.error);
  });
}

// Whether it can still be changed; and whether it is finished and would be lost with this device.
const isOpen = (record) => record.state === "draft" || record.state === "refused";
const isUnsent = (record) => record.state === "waiting" || record.state === "refused";

const currentOf = (records) => records.find((it) => it.current);
const currentRecord = () => change(currentOf);

// Changes the record with this id, if it is there and still in this state; the record as it is then, or nothing.
function changeOne(id, state, edit) {
  return change((records, store) => {
    const record = records.find((it) => it.id === id);
    if (record && record.state === state) {
      edit(record);
      store.put(record);
    }
    return record;
  });
}

// A draft goes a week after it was last touched, and so does a receipt. What is finished and not yet taken stays, however old.
function forgetOld() {
  return change((records, store) => {
    for (const record of records) {
      if (!isUnsent(record) && Date.now() - record.updatedAt > week) store.delete(record.id);
    }
  });
}

// For another person: nothing of the one before is shown any more. What is finished stays, to be sent.
function leaveCurrent() {
  return change((records, store) => {
    const record = currentOf(records);
    if (record && isUnsent(record)) store.put(Object.assign(record, { current: false }));
    else if (record) store.delete(record.id);
  });
}

const forgetAll = () => change((records, store) => { store.clear(); });

function randomBytes(count) {
  return crypto.getRandomValues(new Uint8Array(count));
}

function newId() {
  const bytes = randomBytes(16);
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (it) => it.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

// 22 characters of base64url, the same for all responses of this device until everything is cleared.
function deviceToken() {
  return change((records, store, all) => {
    let device = all.find((it) => it.id === "device");
    if (!device) {
      const text = btoa(String.fromCharCode.apply(null, randomBytes(16)));
      device = { id: "device", token: text.replace(/\+/g, "-").replace(/\//g, "_").slice(0, 22) };
      store.put(device);
    }
    return device.token;
  });
}

// As the server makes it: the first 80 bits of SHA-256 over the id's 16 bytes, in Crockford's base 32. So it is known without a connection.
async function receiptOf(id) {
  const bytes = new Uint8Array(id.replace(/-/g, "").match(/../g).map((it) => parseInt(it, 16)));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  let text = "";
  for (let bit = 0; bit < 80; bit += 5) {
    const pair = (hash[bit >> 3] << 8) | hash[(bit >> 3) + 1];
    text += "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[(pair >> (11 - bit % 8)) & 0x1f];
  }
  return text;
}
