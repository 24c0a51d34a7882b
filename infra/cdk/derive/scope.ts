/** The scope of a route that needs no token. */
export const PUBLIC = 'public';
