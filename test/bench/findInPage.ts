/** Source of a function of the page, for code that runs in it: the first element, also inside shadow roots, of which `test` holds. */
export const findInPage = `const findInPage = (test, root = document) => {
  for (const element of root.querySelectorAll('*')) {
    if (test(element)) return element;
    const inside = element.shadowRoot && findInPage(test, element.shadowRoot);
    if (inside) return inside;
  }
};`;
