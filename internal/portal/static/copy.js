// Progressive enhancement, all there is: a button that copies the text of the
// input it names, and says that it did.
for (const button of document.querySelectorAll("[data-copy]")) {
  const from = document.getElementById(button.dataset.copy);
  const said = document.getElementById(button.dataset.said);
  button.hidden = false;
  button.addEventListener("click", async () => {
    from.select();
    try {
      await navigator.clipboard.writeText(from.value);
    } catch {
      document.execCommand("copy"); // where the page is not served over https
    }
    said.textContent = said.dataset.text;
  });
}
// The summary of what is wrong takes the focus, for those who hear the page.
document.querySelector(".problem")?.focus();
