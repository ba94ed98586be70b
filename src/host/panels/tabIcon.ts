/** The icon of a page's tab, in `media`: there it is an image, which has no colour to inherit. High contrast takes that of its lightness. */
export const tabIcon = { light: 'winnow-light.svg', dark: 'winnow-dark.svg' } as const;
