// Telling that reports belong apart, or together. It needs the token, and is kept with its reason.

import { post } from "../api.js";
import { announce, fill, h } from "../dom.js";
import { address, go } from "../route.js";
import { tokenField } from "./token.js";
import { trouble } from "./wait.js";

/** @typedef {import("../views/incident.js").Whole} Whole */
/** @typedef {import("../views/incident.js").Decision} Decision */

/** @param {Whole} whole @param {AbortSignal} life */
export function deciding(whole, life) {
  return h("section", { "aria-labelledby": "deciding" }, h("h2", { id: "deciding" }, "Split or merge"), h("details", {}, h("summary", {}, "Tell that it is otherwise"), splitting(whole, life), merging(whole, life)));
}

/** @param {Whole} whole @param {AbortSignal} life */
function splitting(whole, life) {
  if (whole.accounts.length < 2) return h("p", { class: "small quiet" }, "There is one report alone: nothing to split.");
  const form = h(
    "form",
    { class: "deciding" },
    h("fieldset", {}, h("legend", {}, "Reports of another happening"), whole.accounts.map((one, i) => h("label", { class: "tick" }, h("input", { type: "checkbox", name: "account", value: one.account }), `${i + 1}. ${one.title}`))),
    reason(),
    tokenField(),
    h("button", { type: "submit" }, "Split them off"),
  );
  return sent(form, life, "/incidents/split", (data) => ({ incident: whole.summary.id, accounts: data.getAll("account").map(String), reason: String(data.get("reason") ?? "") }), whole.summary.id);
}

/** @param {Whole} whole @param {AbortSignal} life */
function merging(whole, life) {
  const near = whole.apart.map((one) => h("label", { class: "tick" }, h("input", { type: "checkbox", name: "incident", value: one.incident }), one.title));
  const form = h(
    "form",
    { class: "deciding" },
    h("fieldset", {}, h("legend", {}, "Incidents that are this one"), near, h("label", { class: "field" }, "Another one, by its id", h("input", { name: "incident", autocomplete: "off" }))),
    reason(),
    tokenField(),
    h("button", { type: "submit" }, "Merge them"),
  );
  return sent(form, life, "/incidents/merge", (data) => ({ incidents: [whole.summary.id, ...data.getAll("incident").map(String).filter(Boolean)], reason: String(data.get("reason") ?? "") }), whole.summary.id);
}

/**
 * Takes a decision back; it stays in the list, with who took it back and why.
 * @param {Decision} decision
 * @param {string} incident
 * @param {AbortSignal} life
 */
export function undoing(decision, incident, life) {
  const form = h("form", { class: "deciding" }, reason(), tokenField(), h("button", { type: "submit" }, `Undo decision ${decision.number}`));
  sent(form, life, "/incidents/undo", (data) => ({ number: decision.number, reason: String(data.get("reason") ?? "") }), incident);
  return h("details", {}, h("summary", {}, "Undo it"), form);
}

function reason() {
  return h("label", { class: "field" }, "Why, for those who come later", h("input", { name: "reason", autocomplete: "off" }));
}

/** @param {HTMLFormElement} form @param {AbortSignal} life @param {string} path @param {(data: FormData) => object} body @param {string} incident */
function sent(form, life, path, body, incident) {
  const told = h("div", { role: "status" });
  form.append(told);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await post(path, body(new FormData(form)), life);
      announce("Decided");
      go(`${address("incident", incident)}?decided=${Date.now()}`);
    } catch (error) {
      fill(told, trouble(error));
    }
  });
  return form;
}
