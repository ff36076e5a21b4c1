// Asks the service while a person types. Only the newest question counts: each new one aborts those before it.

const pause = 120; // milliseconds of silence before a question is worth asking
const pageSize = 12;
const sources = { filter: "the filter in memory", cache: "the cache", store: "the database" };

const ids = ["form", "name", "field", "answer", "detail", "rules", "matches", "prefix", "order", "names", "none", "more"];
const element = Object.fromEntries(ids.map((id) => [id, document.getElementById(id)]));

let timer = 0;
let asking = new AbortController();
let cursor = null;

class Problem extends Error {
  constructor(response, document) {
    super(document.detail ?? document.title ?? "The service gave no answer.");
    this.status = response.status;
    this.retryAfter = Number(response.headers.get("retry-after"));
  }
}

async function ask(path, signal) {
  const response = await fetch(path, { signal });
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Problem(response, body);
  return body;
}

function show(state, answer, detail) {
  element.field.dataset.state = state;
  element.answer.textContent = answer;
  element.detail.textContent = detail;
  element.rules.hidden = state !== "idle";
}

function showAnswer(name, found) {
  const kept = found.norm === name ? "" : `${name} counts as ${found.norm}. `;
  const word = found.available ? "free" : "taken";
  show(word, `${found.norm} is ${word}`, `${kept}Answered by ${sources[found.source]}.`);
}

function showProblem(error) {
  if (error.status === 422) {
    show("refused", "This cannot be a username", error.message);
    return;
  }
  const seconds = error.retryAfter || 2;
  show("away", "No answer right now", `Asking again in ${seconds} s.`);
  timer = setTimeout(askNow, seconds * 1000);
}

async function check(name, strict, signal) {
  try {
    const path = `/v1/usernames/${encodeURIComponent(name)}${strict ? "?strict=true" : ""}`;
    showAnswer(name, await ask(path, signal));
  } catch (error) {
    if (!signal.aborted) showProblem(error);
  }
}

function nameItem(name, typed) {
  const item = document.createElement("li");
  const begin = document.createElement("b");
  const shared = name.startsWith(typed) ? typed.length : 0;
  begin.textContent = name.slice(0, shared);
  item.append(begin, name.slice(shared));
  return item;
}

async function search(prefix, after, signal) {
  const order = element.order.querySelector(":checked").value;
  const query = new URLSearchParams({ prefix, order, limit: pageSize });
  if (after) query.set("cursor", after);
  try {
    const page = await ask(`/v1/search?${query}`, signal);
    if (!after) element.names.replaceChildren();
    element.names.append(...page.names.map((name) => nameItem(name, prefix.toLowerCase())));
    cursor = page.next_cursor ?? null;
    element.prefix.textContent = prefix;
    element.none.hidden = element.names.childElementCount > 0;
    element.more.hidden = cursor === null;
    element.matches.hidden = false;
  } catch {
    if (!signal.aborted) element.matches.hidden = true;
  }
}

const typed = () => element.name.value.trim();

function stop() {
  clearTimeout(timer);
  asking.abort();
  asking = new AbortController();
}

function askNow(strict = false) {
  stop();
  if (typed() === "") return;
  check(typed(), strict, asking.signal);
  search(typed(), null, asking.signal);
}

element.name.addEventListener("input", () => {
  stop();
  if (typed() === "") {
    show("idle", "", "");
    element.matches.hidden = true;
    return;
  }
  element.field.dataset.state = "asking";
  timer = setTimeout(askNow, pause);
});

element.form.addEventListener("submit", (event) => {
  event.preventDefault();
  askNow(true);
});

element.order.addEventListener("change", () => search(typed(), null, asking.signal));
element.more.addEventListener("click", () => search(typed(), cursor, asking.signal));

askNow();
