/** What the link of whoever follows an order is good for, and until when (seconds since 1970). */
interface Enlace {
  readonly ordenId: string;
  readonly until: number;
}

/** Of which order a follower's link is, while it holds. There are no such links yet. */
export async function enlaceDe(_token: string): Promise<Enlace | undefined> {
  return undefined;
}
