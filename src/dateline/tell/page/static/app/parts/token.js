// The token that writing needs; `dateline serve` prints it. It is kept for as long as the tab is open.

import { hasToken, keepToken } from "../api.js";
import { h } from "../dom.js";

export function tokenField() {
  const field = h("input", { type: "password", autocomplete: "off", placeholder: hasToken() ? "kept for this tab" : "" });
  field.addEventListener("change", () => keepToken(field.value.trim()));
  return h("label", { class: "field" }, "Token (printed by dateline serve)", field);
}
