/** Lets the toolkit's one style element pass the CSP: it looks for the nonce here, when it is loaded. */
const { nonce } = document.body.dataset;
if (nonce) {
  const meta = document.createElement('meta');
  meta.setAttribute('property', 'csp-nonce');
  meta.content = nonce;
  document.head.append(meta);
}

export {};
