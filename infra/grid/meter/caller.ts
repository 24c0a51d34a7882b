/** The function that an assumed role's session stands for; `undefined` for whoever is none. */
export function callerOf(principal: string): string | undefined {
  return /:assumed-role\/[^/]+\/(.+)$/.exec(principal)?.[1];
}
