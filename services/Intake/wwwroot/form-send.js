// Sending what is finished, by the page and by the worker. Every try carries the same id, so the server counts the response once however often it comes.
const api = "/api/v1/responses";
const longest = 30000; // An answer that takes longer is not waited for; it may still have come through, which the next try shows.
const hour = 60 * 60 * 1000;
const tags = { sync: "sipas-send", lock: "sipas-send", channel: "sipas-form" };
const channel = self.BroadcastChannel ? new BroadcastChannel(tags.channel) : { postMessage() {} };

function ask(path, options) {
  const deadline = new Promise((resolve, reject) => { setTimeout(() => reject(new Error("No answer.")), longest); });
  return Promise.race([fetch(path, Object.assign({ credentials: "omit", cache: "no-store" }, options)), deadline]);
}

function bodyOf(record) {
  const body = { id: record.id, survey: record.survey, province: record.province, answers: record.answers };
  if (Object.keys(record.respondent).length > 0) body.respondent = record.respondent;
  if (record.invitation) body.invitation = record.invitation;
  return JSON.stringify(body);
}

// How long the server asks us to stay away, in milliseconds; it says seconds or a date.
function pauseOf(answer) {
  const text = answer && answer.headers.get("Retry-After");
  if (!text) return 0;
  const pause = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return pause > 0 ? Math.min(pause, hour) : 0;
}

// Clocks of phones are wrong, and set right: without a pause no time is kept, and no pause is longer than an hour, so a time that is further off is of another clock.
const timeAfter = (pause) => (pause > 0 ? Date.now() + pause : 0);
const mayGo = (record) => !(record.notBefore > Date.now() && record.notBefore <= Date.now() + hour);

// What the server says to a response. Its 202 may have got lost, and the survey closed since: before a refusal is believed, it is asked whether it has the response.
async function statusOf(record, answer) {
  if (answer.status !== 422 && answer.status !== 409) return answer.status;
  const known = await ask(`${api}/${record.id}`);
  return known.status === 200 ? 202 : known.status === 404 ? answer.status : known.status;
}

async function sendOne(record, device) {
  let answer = null;
  let status = 0;
  let errors = null;
  try {
    const signal = `device=${device}; seconds=${record.seconds}; trap=${record.trap ? 1 : 0}`;
    answer = await ask(api, { method: "POST", headers: { "Content-Type": "application/json", "Sipas-Form": signal }, body: bodyOf(record) });
    status = await statusOf(record, answer);
    if (status === 422) errors = (await answer.json()).errors || {};
    // Somebody else's 202, as that of a network that wants a password first, says nothing of this response.
    if (answer.status === 202 && (await answer.json()).id !== record.id) status = 0;
  } catch (failure) {
    // Without a connection, or it broke: not known whether it arrived, so it goes again.
    status = 0;
  }
  await change((records, store) => {
    const known = records.find((it) => it.id === record.id);
    // Cleared meanwhile, or another tab has sent it.
    if (!known || known.state !== "waiting") return;
    const { id, current, survey, receipt } = known;
    if (status === 202 && current) store.put({ id, current, survey, receipt, state: "sent", updatedAt: Date.now() });
    else if (status === 202) store.delete(id);
    else if (status === 422) store.put(Object.assign(known, { state: "refused", fault: { status, errors }, updatedAt: Date.now() }));
    // A survey that is closed may open again; nobody has to do anything for it.
    else store.put(Object.assign(known, { fault: { status }, notBefore: timeAfter(status === 409 ? hour : pauseOf(answer)) }));
  });
  channel.postMessage("changed");
}

// The page shows a survey as open: what it did not take while it was closed is not kept back any longer.
function tryClosedAgain(survey) {
  return change((records, store) => {
    for (const record of records) {
      if (record.state === "waiting" && record.survey === survey && record.fault && record.fault.status === 409) store.put(Object.assign(record, { notBefore: 0 }));
    }
  });
}

// Sends whatever waits, unless the server asked for a pause; how many wait afterwards. One tab or worker at a time, where browsers know locks.
function sendWaiting() {
  const run = async () => {
    const waiting = (records) => records.filter((it) => it.state === "waiting");
    for (const record of await change(waiting)) {
      if (mayGo(record)) await sendOne(record, await deviceToken());
    }
    return (await change(waiting)).length;
  };
  return self.navigator.locks ? self.navigator.locks.request(tags.lock, run) : run();
}

// What became of a response that was taken: the record, with state and day where these are known.
async function askState(record) {
  const answer = await ask(`${api}/${record.id}`);
  if (answer.status !== 200) return record;
  const { state, countedOn } = await answer.json();
  const known = await changeOne(record.id, "sent", (it) => { it.state = state === "counted" ? "counted" : "rejected"; it.countedOn = countedOn; });
  channel.postMessage("changed");
  return known;
}
