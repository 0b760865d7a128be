"use strict";
const articles = [...document.querySelectorAll("article")];
const shown = document.getElementById("shown");

function ticked(name) {
  return new Set([...document.querySelectorAll(`input[name=${name}]:checked`)].map((box) => box.value));
}

function filter() {
  const labels = ticked("label");
  const kinds = ticked("kind");
  const clean = document.getElementById("clean").checked;
  let texts = 0;
  for (const article of articles) {
    const errors = new Set();
    for (const mark of article.querySelectorAll("mark")) {
      const ofLabel = mark.dataset.labels.split(" ").some((label) => labels.has(label));
      const isError = mark.dataset.kind !== "";
      const on = ofLabel && (!isError || kinds.has(mark.dataset.kind));
      mark.classList.toggle("off", !on);
      if (on && isError) errors.add(mark.dataset.error);
    }
    article.hidden = errors.size === 0 && !clean;
    article.querySelector(".errors").textContent = errors.size === 1 ? "1 error" : `${errors.size} errors`;
    texts += article.hidden ? 0 : 1;
  }
  shown.textContent = texts === 1 ? "1 text" : `${texts} texts`;
}

function step(by) {
  const visible = articles.filter((article) => !article.hidden);
  if (visible.length === 0) return;
  const at = visible.indexOf(document.activeElement.closest("article"));
  const next = at < 0 ? (by > 0 ? 0 : visible.length - 1) : at + by;
  const target = visible[Math.min(Math.max(next, 0), visible.length - 1)];
  target.focus({ preventScroll: true });
  target.scrollIntoView();
}

document.getElementById("filters").addEventListener("change", filter);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j") step(1);
  if (event.key === "k") step(-1);
});
filter();
