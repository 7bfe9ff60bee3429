export function ready() {
  document.documentElement.dataset.ready = "true";
}

export async function signOut() {
  await fetch("/api/session", { method: "DELETE" });
  location.assign("/sign-in");
}
