// Building elements. Text from the data only ever becomes a text node: nothing here reads markup.

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {Node|string|number|null|undefined|false} Child */
/** @typedef {Record<string, string|number|boolean|null|undefined|EventListener>} Attributes */

/**
 * An element with attributes and children. A listener goes under `on` and the event's name, as in `onclick`; false,
 * null and undefined leave an attribute out, true sets it without a value.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Attributes} [attributes]
 * @param {...(Child|Child[])} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function h(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  dress(made, attributes);
  made.append(...nodes(children));
  return made;
}

/**
 * The same for drawings.
 * @template {keyof SVGElementTagNameMap} Name
 * @param {Name} name
 * @param {Attributes} [attributes]
 * @param {...(Child|Child[])} children
 * @returns {SVGElementTagNameMap[Name]}
 */
export function s(name, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, name);
  dress(made, attributes);
  made.append(...nodes(children));
  return made;
}

/** @param {Element} element @param {Attributes} attributes */
function dress(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
}

/** @param {(Child|Child[])[]} children */
function nodes(children) {
  return children
    .flat()
    .filter((child) => child !== null && child !== undefined && child !== false && child !== "")
    .map((child) => (child instanceof Node ? child : document.createTextNode(String(child))));
}

/**
 * Sets custom properties that a style sheet reads. A style attribute would be refused by the policy of the page.
 * @template {HTMLElement|SVGElement} E
 * @param {E} element
 * @param {Record<string, string|number>} properties
 * @returns {E}
 */
export function sized(element, properties) {
  for (const [name, value] of Object.entries(properties)) element.style.setProperty(`--${name}`, String(value));
  return element;
}

/** @param {Element} place @param {...(Child|Child[])} children */
export function fill(place, ...children) {
  place.replaceChildren(...nodes(children));
}

/** Whether movement is unwelcome. */
export function still() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/**
 * Calls a function once things have been quiet for so many milliseconds.
 * @param {() => void} act
 * @param {number} wait
 */
export function settled(act, wait) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };
}

/** Calls a function at most once a frame.
 * @param {() => void} act */
export function framed(act) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      act();
    });
  };
}

/** Says something to who listens and does not see. @param {string} words */
export function announce(words) {
  const place = document.getElementById("polite");
  if (place) place.textContent = words;
}
