// The start page: consent, province, invitation; and what this device has of a response before.

// The code of a letter comes behind "#", which browsers send to nobody. It goes into its field, and out of the address.
function takeInvitation() {
  const found = /^#m=([\w%+ -]{1,80})$/.exec(location.hash);
  if (!found) return;
  history.replaceState(history.state, "", location.pathname + location.search);
  const input = $("invitation");
  if (!input) return;
  input.value = normalCode(decodeURIComponent(found[1]));
  const details = input.closest("details");
  if (details) details.open = true;
}

const normalCode = (text) => grouped(text.toUpperCase().replace(/[\s-]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1"));
const isCode = (text) => /^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/.test(text);
const folded = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();

// A field above the list that leaves those provinces in it whose new or old name holds what is typed.
function addFilter(select) {
  const all = Array.from(select.options);
  const count = make("p", { id: "province-count", className: "hint" });
  count.setAttribute("role", "status");
  const input = make("input", { id: "province-filter", type: "search", autocomplete: "off" });
  const show = () => {
    const typed = folded(input.value.trim());
    const before = select.value;
    const found = all.filter((it) => !it.value || !typed || folded(it.textContent).indexOf(typed) >= 0);
    const matches = found.filter((it) => it.value);
    select.textContent = "";
    select.append(...found);
    select.value = typed && matches.length === 1 ? matches[0].value : matches.some((it) => it.value === before) ? before : "";
    count.textContent = typed ? say("filterCount", matches.length) : "";
  };
  input.addEventListener("input", show);
  // Enter goes on to the list rather than to the next page.
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    select.focus();
  });
  const label = make("label", { htmlFor: input.id }, say("filter"));
  const before = document.querySelector(`label[for="${select.id}"]`) || select;
  before.parentNode.insertBefore(make("div", { className: "province-filter" }, label, input, count), before);
}

function startFaults() {
  const code = normalCode($("invitation") ? $("invitation").value : "");
  const faults = [];
  if ($("province") && !$("province").value) faults.push({ text: say("provinceNeeded"), href: "#province" });
  if (code && !isCode(code)) faults.push({ text: say("invitationWrong"), href: "#invitation" });
  if (!code && $("invitation") && $("invitation").required) faults.push({ text: say("invitationNeeded"), href: "#invitation" });
  if (!$("consent").checked) faults.push({ text: say("consentNeeded"), href: "#consent" });
  return faults;
}

// Begins a response, or goes on with the one under way: with its answers, and what the start page says now.
async function begin() {
  const said = { province: $("province").value, invitation: $("invitation") ? normalCode($("invitation").value) : "", language: body.dataset.language };
  const now = Date.now();
  const id = newId();
  const fresh = { id, state: "draft", receipt: await receiptOf(id), survey: body.dataset.survey, answers: {}, respondent: {}, startedAt: now, consentedAt: now };
  return change((records, store) => {
    const before = currentOf(records);
    const goesOn = before && before.state === "draft" && before.survey === fresh.survey;
    if (before && before.state === "waiting") store.put(Object.assign(before, { current: false }));
    else if (before && !goesOn) store.delete(before.id);
    const record = Object.assign(goesOn ? before : fresh, said, { current: true, updatedAt: now, fault: null });
    store.put(record);
    return record;
  });
}

function showBefore(record, records, form) {
  const known = $("before");
  if (known) known.remove();
  const box = make("div", { id: "before", className: "panel-quiet" });
  const waiting = records.filter((it) => it.state === "waiting" && !it.current).length;
  if (record && record.state === "draft") {
    const again = make("button", { type: "button", className: "secondary" }, say("startAgain"));
    again.addEventListener("click", async () => {
      await leaveCurrent();
      location.replace(startPath);
    });
    box.append(make("h2", {}, say("resume")), make("p", {}, say("resumeText", timeOf(record.updatedAt))),
      make("p", {}, make("a", { href: root + record.page, className: "button" }, say("goOn"))), again);
  } else if (record) {
    box.append(make("p", {}, say("doneText"), stateText(record), " ", make("a", { href: pathOf("da-gui") }, say("showReceipt"))));
  }
  if (waiting > 0) box.append(make("p", {}, say("othersWait", waiting)));
  if (box.firstChild) form.parentNode.insertBefore(box, form);
}

function fillStart(record, form, records) {
  if (record && record.state === "draft" && !$("consent").checked) {
    $("province").value = record.province;
    $("consent").checked = true;
    if ($("invitation") && !$("invitation").value) $("invitation").value = record.invitation;
  }
  showBefore(record, records, form);
}
