/** Path of the system's Chromium or Chrome; throws an error that says what to install. */
export function findChromium(): string;
/** The same, after installing it from the system's packages where that may be done. */
export function provideChromium(): string;
