// Names while one types in a search box: by characters, pinyin or initials. Without script the
// box searches as it always does.
const QUERY = "query Suggest($prefix: String!) { suggestions(prefix: $prefix, first: 8) { text url kind } }";
const KINDS = { PROVIDER: "机构", DEMAND: "需求", LAW: "法规", ARTICLE: "条文" };
const PAUSE = 120;

for (const [number, form] of document.querySelectorAll("form[role=search]").entries()) {
  const input = form.querySelector("input[type=search]");
  if (input) suggest(form, input, `suggestions-${number}`);
}

function suggest(form, input, id) {
  const list = document.createElement("ul");
  Object.assign(list, { id, className: "suggestions", role: "listbox", hidden: true });
  list.setAttribute("aria-label", "搜索建议");
  form.append(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", id);
  input.setAttribute("autocomplete", "off");

  let timer = 0, asked = "", chosen = -1;
  const options = () => [...list.children];
  const close = () => choose(-1, true);
  close();

  function choose(at, isClosing = false) {
    chosen = at;
    list.hidden = isClosing || list.childElementCount === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    options().forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", list.children[at].id);
  }

  async function ask() {
    const prefix = asked = input.value.trim();
    if (!prefix) { list.replaceChildren(); return close(); }
    const answer = await fetch("/graphql", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: QUERY, variables: { prefix } }),
    }).then((it) => it.json()).catch(() => null);
    if (asked !== prefix || document.activeElement !== input) return;
    list.replaceChildren(...(answer?.data?.suggestions ?? []).map((it, index) => {
      const option = document.createElement("li");
      Object.assign(option, { id: `${id}-${index}`, role: "option", textContent: it.text });
      const kind = document.createElement("span");
      kind.textContent = KINDS[it.kind] ?? "";
      option.append(kind);
      option.addEventListener("mousedown", (event) => { event.preventDefault(); location.assign(it.url); });
      option.dataset.url = it.url;
      return option;
    }));
    choose(-1);
  }

  input.addEventListener("input", (event) => {
    clearTimeout(timer);
    // Letters that still become characters in an input method are not asked for.
    if (!event.isComposing) timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("compositionend", () => { timer = setTimeout(ask, PAUSE); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const count = list.childElementCount;
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") choose((chosen + 1) % count);
    else if (event.key === "ArrowUp") choose(chosen <= 0 ? count - 1 : chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) location.assign(list.children[chosen].dataset.url);
    else return;
    event.preventDefault();
  });
}
