"use strict";
// Shows what a point says while it is pointed at or has the focus. Without this the browser's own tooltip does.
const told = document.createElement("div");
told.id = "told";
told.hidden = true;
told.setAttribute("aria-hidden", "true");
document.body.append(told);
const show = (point) => {
  told.textContent = point.getAttribute("aria-label");
  told.hidden = false;
  const at = point.querySelector("circle").getBoundingClientRect();
  const own = told.getBoundingClientRect();
  const left = Math.min(Math.max(at.left + at.width / 2 - own.width / 2, 4), innerWidth - own.width - 4);
  const above = at.top - own.height - 4;
  told.style.left = `${Math.max(left, 4)}px`;
  told.style.top = `${above >= 4 ? above : at.bottom + 4}px`;
};
const hide = () => { told.hidden = true; };
for (const point of document.querySelectorAll(".point")) {
  point.querySelector("title").remove();
  point.addEventListener("pointerenter", () => show(point));
  point.addEventListener("pointerleave", hide);
  point.addEventListener("focus", () => show(point));
  point.addEventListener("blur", hide);
}
addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
addEventListener("scroll", hide, { passive: true });
addEventListener("beforeprint", () => { for (const more of document.querySelectorAll("details")) more.open = true; });
