/** Under which name the secret of an installation is kept, among the keys of customers: no customer is called so. */
export const INSTALLATION = '#instalacion';
