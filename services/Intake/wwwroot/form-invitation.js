// The code of an invitation: from a letter's address or typed, and whose it is where somebody has begun on this device already.
// Word processors make other dashes of hyphens, and put in marks that nobody sees.
const normalCode = (text) => grouped(text.toUpperCase().replace(/[\s\-\u00ad\u200b-\u200d\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1"));
const isCode = (text) => /^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/.test(text);
const withoutCode = () => location.pathname + location.search;

// The code that came with the address, as long as nobody has said whose it is.
let scanned = "";

// The code of a letter comes behind "#", which browsers send to nobody. It goes into its field, and out of the address.
function takeInvitation() {
  const found = /^#m=([\w%+ -]{1,80})$/.exec(location.hash);
  // Where no field takes it, it stays for a page that has one.
  if (!found || !$("invitation")) return;
  history.replaceState(history.state, "", withoutCode());
  const before = normalCode($("invitation").value);
  scanned = normalCode(found[1].replace(/%20/g, " "));
  fillInvitation(scanned);
  // What the server keeps stands in the page already; what this device keeps is not known yet.
  if (body.dataset.draft === "server") askWhose(Boolean($("whose")) || (!$("resume").hidden && before !== scanned), false);
}

function fillInvitation(code) {
  $("invitation").value = code;
  const details = $("invitation").closest("details");
  if (code && details) details.open = true;
}

// A family shares a phone: the code may be for what is being filled in, or of somebody else, who must not go on with that. Until it is said which, nothing else is offered, and the code
// stays in the address, for a page that is loaded again.
function askWhose(isAsked, isFinished) {
  const known = $("whose");
  form.hidden = isAsked;
  if (!isAsked) {
    if (known) known.remove();
    return;
  }
  $("resume").hidden = true;
  history.replaceState(history.state, "", `${withoutCode()}#m=${scanned}`);
  if (known) return;
  const choose = (id, text, kind, press) => {
    const button = make("button", { id, type: "button", className: `button ${kind}` }, text);
    button.addEventListener("click", press);
    return make("p", { className: "actions" }, button);
  };
  const box = make("section", { id: "whose", className: "notice", tabIndex: -1 }, make("h2", { id: "whose-title" }, say("whose")), make("p", {}, say("whoseAsk")),
    choose("whose-mine", say("whoseMine"), "", useScanned), make("p", {}, say(isFinished ? "whoseRefused" : "whoseDraft")),
    choose("whose-other", say("whoseOther"), isFinished ? "second" : "danger", leaveToOther),
    make("p", {}, make("a", { id: "whose-later", href: $("continue").href }, say("whoseLater"))));
  box.setAttribute("aria-labelledby", "whose-title");
  $("resume").parentNode.insertBefore(box, $("resume"));
  box.focus();
}

// Saved as by who types it, so it is checked, and what is wrong with it is said at its field.
function useScanned() {
  fillInvitation(scanned);
  scanned = "";
  history.replaceState(history.state, "", withoutCode());
  askWhose(false, false);
  $("resume").hidden = false;
  $("begin").click();
}

// What was begun makes way; the page is loaded anew with the code still in its address.
async function leaveToOther() {
  try {
    if (body.dataset.draft !== "server") await leaveCurrent();
    else if (!await clearCookie($("restart").href)) return tell(say("notLeft"));
    channel.postMessage("changed");
    return location.reload();
  } catch (failure) {
    return tell(say("notLeft"));
  }
}

// What the server has against the code, asked while the letter is at hand: as by a browser without script, but without its cookie, so nothing is kept of it. Nothing
// where no answer comes in time; then it is looked at when the answers are sent.
async function codeFault() {
  const invitation = normalCode($("invitation").value);
  if (!invitation || !navigator.onLine) return null;
  tell(say("checkingCode"));
  const fields = new URLSearchParams({ province: $("province").value, invitation, consent: "1" });
  const late = new Promise((resolve) => { setTimeout(resolve, 3000); });
  const asked = fetch(startPath, { method: "POST", body: fields, credentials: "omit", redirect: "manual", cache: "no-store" });
  const text = await Promise.race([asked.then((it) => (it.status === 422 ? it.text() : "")), late]).catch(() => "");
  tell("");
  const said = text ? new DOMParser().parseFromString(text, "text/html").getElementById("invitation-fault") : null;
  return said ? { text: said.textContent, href: "#invitation" } : null;
}
