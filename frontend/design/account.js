// Shows who is signed in, as the workspace noted it on this device: the page itself is the same for
// everybody. Without script, or without the note, signing in leads to the workspace just the same.
const enter = document.querySelector(".masthead [data-enter]");
const signedIn = (() => {
  try { return localStorage.getItem("greenbridge.person"); } catch { return null; }
})();
if (enter && signedIn) {
  const person = document.createElement("span");
  Object.assign(person, { className: "person", textContent: signedIn });
  enter.replaceChildren(person, "工作台");
  enter.previousElementSibling.remove();
}
