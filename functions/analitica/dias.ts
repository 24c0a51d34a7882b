/** A report reads every row of its days, so they are limited. */
export const MAS_DIAS = 92;
const DIA_MS = 24 * 3_600_000;

/** The days from `desde` to `hasta`, both included; never more than one beyond the limit. */
export function diasEntre(desde: string, hasta: string): string[] {
  const dias: string[] = [];
  for (let at = Date.parse(desde); at <= Date.parse(hasta) && dias.length <= MAS_DIAS; at += DIA_MS) {
    dias.push(new Date(at).toISOString().slice(0, 10));
  }
  return dias;
}
