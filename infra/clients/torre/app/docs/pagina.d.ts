/** Fills the page in, each time that it is shown. */
export function empezar(): void;
