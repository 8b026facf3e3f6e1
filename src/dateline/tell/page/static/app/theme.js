// Light and dark: the system's choice until somebody chooses otherwise.

const KEPT = "dateline-theme";
const dark = matchMedia("(prefers-color-scheme: dark)");
/** @type {Set<() => void>} */
const listeners = new Set();

/** @returns {"light"|"dark"} */
export function theme() {
  const chosen = localStorage.getItem(KEPT);
  if (chosen === "light" || chosen === "dark") return chosen;
  return dark.matches ? "dark" : "light";
}

/** @param {() => void} act @param {AbortSignal} life */
export function onTheme(act, life) {
  listeners.add(act);
  life.addEventListener("abort", () => listeners.delete(act));
}

/** Makes the button switch, and the page follow. @param {HTMLButtonElement} button */
export function startTheme(button) {
  const apply = () => {
    document.documentElement.dataset.theme = theme();
    const other = theme() === "dark" ? "light" : "dark";
    button.textContent = other === "dark" ? "Dark" : "Light";
    button.setAttribute("aria-label", `Switch to ${other} colours`);
    for (const act of listeners) act();
  };
  button.addEventListener("click", () => {
    localStorage.setItem(KEPT, theme() === "dark" ? "light" : "dark");
    apply();
  });
  dark.addEventListener("change", apply);
  apply();
}

/** The value of a colour that the style sheet names. @param {string} name */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
