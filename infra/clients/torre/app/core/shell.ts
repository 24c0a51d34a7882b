/** The cache of what the driver's page needs to open without a network. */
export const SHELL = 'alpes-armazon-1';
