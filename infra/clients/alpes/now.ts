/** The time on the other side. The embedded grid's clock may have been moved; elsewhere it is this machine's. */
export async function nowThere(endpoint: string | undefined): Promise<Date> {
  if (endpoint === undefined) return new Date();
  const answer = await fetch(`${endpoint}/_alpes/clock`).catch(() => undefined);
  if (!answer?.ok) return new Date();
  const { now } = (await answer.json().catch(() => ({}))) as { now?: string };
  return now === undefined ? new Date() : new Date(now);
}
