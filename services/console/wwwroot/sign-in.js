const form = document.getElementById("sign-in");
const refused = document.getElementById("refused");

// Only a path of this very origin: "//elsewhere" and "/\elsewhere" are addresses of others.
function target() {
  const wanted = new URL(form.dataset.return || "/", location.origin);
  return wanted.origin === location.origin ? wanted.pathname + wanted.search : "/";
}

form.addEventListener("submit", async event => {
  event.preventDefault();
  refused.textContent = "";
  try {
    const response = await fetch("/api/session", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ key: form.elements.key.value.trim() }),
    });
    if (response.ok) return location.assign(target());
    const problem = await response.json();
    refused.textContent = problem.detail || problem.title;
  } catch {
    refused.textContent = "The console does not answer. Try again once it is running.";
  }
  form.elements.key.select();
});
