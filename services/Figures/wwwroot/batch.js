// Follows a batch from sent to counted. Without this script the page is loaded again by hand.
(() => {
  "use strict";

  const box = document.getElementById("following");
  if (!box) return;
  const every = 2000;
  const patience = 30; // So many answers alike, and it is asked less often: a batch that was broken off moves no more.
  const seldom = 30000;
  const separator = box.dataset.english === "true" ? "," : ".";
  const show = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, separator);
  let last = "";
  let alike = 0;

  function tell(name, count) {
    for (const place of document.querySelectorAll(`[data-count="${name}"]`)) place.textContent = show(count);
  }

  async function follow() {
    try {
      const answer = await fetch(box.dataset.batch, { headers: { Accept: "application/json" }, cache: "no-store" });
      if (answer.status === 401 || answer.status === 403 || answer.status === 404) {
        location.reload();
        return;
      }
      if (answer.ok) {
        const text = await answer.text();
        alike = text === last ? alike + 1 : 0;
        last = text;
        const batch = JSON.parse(text);
        const processed = batch.counted + batch.duplicate + batch.conflict + batch.rejected + batch.withdrawn;
        const waiting = batch.waiting;
        for (const name of ["sent", "counted", "duplicate", "conflict", "rejected", "withdrawn", "accepted"]) tell(name, batch[name]);
        tell("processed", processed);
        tell("waiting", waiting);
        const bar = box.querySelector("progress");
        bar.max = Math.max(1, batch.accepted, processed);
        bar.value = processed;
        if (batch.state !== "incomplete" && waiting === 0) {
          // Reasons, conflicts and what can be done stand on the page itself.
          location.reload();
          return;
        }
      }
    } catch {
      // No connection: it is asked again.
    }
    setTimeout(follow, alike < patience ? every : seldom);
  }

  box.querySelector("[data-following]").hidden = false;
  setTimeout(follow, every);
})();
