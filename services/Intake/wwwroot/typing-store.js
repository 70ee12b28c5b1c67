// Typing sheets: number keys, one cell after the other; what was saved stays in this browser until the server has taken it. This is what the page knows, and where
// that is kept.
const root = document.getElementById("typing");
const surveys = JSON.parse(root.dataset.surveys);
const words = JSON.parse(root.dataset.words);
const storeKey = `sipas-typing:${root.dataset.user}`;
const most = 100; // Sheets in one sending.
const soon = 20; // So many are sent without being asked.
const longest = 120000; // A sheet waits no longer than two minutes.
const $ = (id) => document.getElementById(id);
const say = (key, ...values) => words[key].replace(/\{(\d)\}/g, (_, i) => values[i]);

// kept: sheets that nobody has yet; sending: the batch on its way, so that it goes again under the same id; faults: refused sheets.
const empty = { setup: {}, kept: [], sending: null, sent: 0, again: [], second: [] };
let state = load();
let changing = null;
let blankAsked = false;
let isSending = false;
let pause = 2000;

function load() {
  try {
    return { ...empty, ...JSON.parse(localStorage.getItem(storeKey) ?? "{}") };
  } catch {
    return { ...empty };
  }
}

function store() {
  try {
    localStorage.setItem(storeKey, JSON.stringify(state));
    return true;
  } catch {
    tell(say("full"));
    return false;
  }
}

const survey = () => surveys.find((it) => it.code === $("survey").value) ?? surveys[0];
const cellInputs = () => [...$("cells").querySelectorAll("input")];
const tell = (text) => { $("message").textContent = text; };
