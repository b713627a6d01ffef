// Brings the copy button to life where the browser lets a page write to the clipboard. Without
// script the text is selected whole with one click.
for (const button of document.querySelectorAll("[data-copy]")) {
  const text = document.getElementById(button.dataset.copy);
  if (!text || !navigator.clipboard) continue;
  button.hidden = false;
  const label = button.lastChild;
  const before = label.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.textContent.trim());
    label.textContent = "已复制";
    button.setAttribute("aria-live", "polite");
    setTimeout(() => { label.textContent = before; }, 2000);
  });
}
