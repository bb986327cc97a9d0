/* Elements of the page. */

/**
 * @param {string} tag
 * @param {string} className
 * @param {string} [text]
 * @param {Element} [into] where it is put
 */
export function element(tag, className, text = "", into = undefined) {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  if (into) into.append(made);
  return made;
}
