// The start page: consent, province; and what this device has of responses before.

// Which response the page offers to go on with. Who agreed for it is not asked again; anybody else agrees for themselves.
let offered = null;

const folded = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();
// What people call a province beside its names, by its name; and what they put before a name.
const nicknames = { "ho chi minh": "sai gon saigon hcm", hue: "thua thien hue" };
const titles = /^(tinh\b|thanh pho\b|tp) ?/;

function namesOf(option) {
  const names = folded(option.textContent);
  const known = Object.keys(nicknames).find((it) => `${names} `.indexOf(`${it} `) === 0);
  return known ? `${names} ${nicknames[known]}` : names;
}

// A field that leaves those provinces in the list whose new or old name holds what is typed; all of them where it is in none.
function addFilter(select) {
  const all = Array.from(select.options);
  const input = make("input", { id: "province-filter", type: "search", autocomplete: "off" });
  const count = make("p", { id: "province-count", className: "hint" });
  count.setAttribute("role", "status");
  const show = () => {
    const typed = folded(input.value).replace(titles, "");
    const before = select.value;
    const found = all.filter((it) => it.value && namesOf(it).indexOf(typed) >= 0);
    select.textContent = "";
    select.append(...(found.length > 0 ? [all[0], ...found] : all));
    select.value = typed && found.length === 1 ? found[0].value : found.some((it) => it.value === before) ? before : "";
    count.textContent = !typed ? "" : found.length > 0 ? say("filterCount", found.length) : say("filterNone");
  };
  input.addEventListener("input", show);
  // Enter goes on to the list rather than to the next page.
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    select.focus();
  });
  const field = make("div", { className: "field" }, make("label", { htmlFor: input.id }, say("filter")), input, count);
  const below = select.closest(".field");
  below.parentNode.insertBefore(field, below);
}

function startFaults() {
  const code = normalCode($("invitation").value);
  const faults = [];
  if (!$("province").value) faults.push({ text: say("provinceNeeded"), href: "#province" });
  if (code && !isCode(code)) faults.push({ text: say("invitationWrong"), href: "#invitation" });
  if (!code && $("invitation").dataset.needed) faults.push({ text: say("invitationNeeded"), href: "#invitation" });
  if (!offered && !$("consent").checked) faults.push({ text: say("consentNeeded"), href: "#consent" });
  return faults;
}

// Begins a response, or changes the one that the page offers to go on with: its answers stay, with what the start page says now.
async function begin() {
  const now = Date.now();
  const id = newId();
  scanned = "";
  const said = { current: true, province: $("province").value, invitation: normalCode($("invitation").value), updatedAt: now, fault: null };
  const survey = body.dataset.survey;
  const fresh = { id, state: "draft", receipt: await receiptOf(id), survey, answers: {}, respondent: {}, page: body.dataset.next.slice(root.length), startedAt: now };
  return change((records, store) => {
    const before = currentOf(records);
    const goesOn = before && before.id === offered && isOpen(before);
    if (before && !goesOn && isUnsent(before)) store.put(Object.assign(before, { current: false }));
    else if (before && !goesOn) store.delete(before.id);
    const record = Object.assign(goesOn ? before : fresh, said);
    record.trap = record.trap || isTrapped();
    store.put(record);
    return record;
  });
}

// Starting again: the link leads to the page that removes everything, for browsers without script. Here it ends the response under way alone, at a second press.
function askRestart(event) {
  event.preventDefault();
  if ($("restart-sure")) return;
  const button = make("button", { id: "restart-sure", type: "button", className: "button danger" }, say("restartSure"));
  button.addEventListener("click", () => leaveCurrent().then(() => {
    channel.postMessage("changed");
    leave("replace", startPath);
  }));
  $("resume").append(make("p", {}, say("restartAsk")), make("p", { className: "actions" }, button));
  button.focus();
}

// A response of somebody before that the server did not take, to be mended by who knows it. It takes the place of what is under way: offered only where nothing is.
function openRefused(id) {
  return change((records, store) => records.forEach((it) => store.put(Object.assign(it, { current: it.id === id }))));
}

function showBefore(record, records) {
  const known = $("before");
  if (known) known.remove();
  const box = make("div", { id: "before", className: "notice" });
  if (record && !isOpen(record)) box.append(make("p", {}, `${say("done")} ${stateText(record)} `, make("a", { href: pathOf("da-gui") }, say("showReceipt"))));
  const others = records.filter((it) => it.state && !it.current);
  const waiting = others.filter((it) => it.state === "waiting").length;
  if (waiting > 0) box.append(make("p", {}, say("othersWait", waiting)));
  const refused = others.find((it) => it.state === "refused" && it.survey === body.dataset.survey);
  if (refused && !(record && isOpen(record))) {
    const button = make("button", { type: "button", className: "button second" }, say("openIt"));
    button.addEventListener("click", () => openRefused(refused.id).then(() => location.assign(pathOf("kiem-tra"))));
    box.append(make("p", {}, say("othersRefused")), make("p", { className: "actions" }, button));
  }
  if (others.some((it) => it.state === "refused" && it.survey !== body.dataset.survey)) {
    box.append(make("p", {}, `${say("othersOutdated")} `, make("a", { href: pathOf("xoa") }, say("removeIt"))));
  }
  if (box.firstChild) $("resume").parentNode.insertBefore(box, $("resume"));
}

// As the server's own page: who has begun goes on, or changes province and code; who has not reads what it is, and agrees.
function showStart(record, records) {
  const isDraft = Boolean(record) && isOpen(record);
  for (const id of ["resume", "change"]) $(id).hidden = !isDraft;
  for (const id of ["intro", "agree"]) $(id).hidden = isDraft;
  $("begin").textContent = say(isDraft ? "saveChange" : "begin");
  $("begin").classList.toggle("second", isDraft);
  if (isDraft) {
    $("continue").href = root + record.page;
    if (offered !== record.id) {
      if (!touched.has("province")) $("province").value = record.province;
      if (!$("invitation").value) fillInvitation(record.invitation);
    }
  }
  offered = isDraft ? record.id : null;
  askWhose(isDraft && scanned !== "" && scanned !== record.invitation, isDraft && record.state === "refused");
  tell(navigator.onLine ? "" : say("codeLater"));
  showBefore(record, records);
}
