// Questions and follow-ups in place, and what a language model adds, sentence by sentence. Without
// script the form asks by address and the answer is a page.
const STREAM = `subscription Ask($input: AskInput!) { askStream(input: $input) {
  sentence { text citations { lawTitle label url } } ending } }`;
const PATIENCE = 30000;

const form = document.querySelector("form[data-ask]");
if (form && window.history.pushState) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const address = new URL(form.action);
    address.search = new URLSearchParams(new FormData(form)).toString();
    ask(address);
  });
  window.addEventListener("popstate", () => location.reload());
  listen();
}

async function ask(address) {
  const button = form.querySelector("button");
  button.disabled = true;
  form.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(address, { headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const answer = page.querySelector("#answer");
    if (!answer) throw new Error("no answer");
    show(page, document.adoptNode(answer));
    history.pushState(null, "", address);
  } catch {
    // The address asks the same, with a whole page.
    location.assign(address);
  } finally {
    button.disabled = false;
    form.removeAttribute("aria-busy");
  }
}

// The answer takes the place of the one before, which stays above it, closed.
function show(page, answer) {
  const before = document.querySelector("#answer");
  const asked = before.dataset.question;
  if (asked) {
    const past = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent = asked;
    past.className = "card gap";
    past.append(summary, ...before.childNodes);
    past.querySelectorAll("form, [data-stream]").forEach((it) => it.remove());
    past.querySelectorAll("[id]").forEach((it) => it.removeAttribute("id"));
    past.querySelectorAll("[aria-labelledby]").forEach((it) => it.removeAttribute("aria-labelledby"));
    form.before(past);
  }
  before.replaceWith(answer);
  document.title = page.title;
  document.querySelector("h1").textContent = page.querySelector("h1").textContent;
  const token = (root) => root.querySelector("form[data-ask] input[name=c]");
  token(document)?.remove();
  const next = token(page);
  if (next) form.append(document.adoptNode(next));
  form.querySelector("[name=q]").value = "";
  answer.tabIndex = -1;
  answer.focus();
  listen();
}

// What a language model adds, when one is set and the answer is passages of law.
function listen() {
  const place = document.querySelector("#answer [data-stream]");
  if (!place) return;
  const input = JSON.parse(place.dataset.stream);
  const wire = new WebSocket(`${location.origin.replace(/^http/, "ws")}/graphql`, "graphql-transport-ws");
  const close = () => wire.close();
  const timer = setTimeout(close, PATIENCE);
  wire.onopen = () => wire.send(JSON.stringify({ type: "connection_init" }));
  wire.onclose = () => clearTimeout(timer);
  wire.onmessage = ({ data }) => {
    const told = JSON.parse(data);
    if (told.type === "connection_ack") {
      wire.send(JSON.stringify({ id: "1", type: "subscribe", payload: { query: STREAM, variables: { input } } }));
    } else if (told.type === "next") {
      const { sentence, ending } = told.payload.data?.askStream ?? {};
      if (sentence) write(place, sentence);
      if (ending) place.setAttribute("aria-busy", "false");
    } else if (told.type === "complete" || told.type === "error") {
      close();
    }
  };
}

function write(place, { text, citations }) {
  place.hidden = false;
  const line = document.createElement("p");
  line.append(`${text} `);
  for (const cited of citations) {
    const link = document.createElement("a");
    Object.assign(link, { href: cited.url, textContent: `${cited.lawTitle} ${cited.label}`, className: "small" });
    line.append(link, " ");
  }
  place.append(line);
}
