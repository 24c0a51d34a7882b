import type { JsonObject } from '../../../service.ts';
import type { ExpiryRule } from '../storage/buckets.ts';

/** There are no parts that could be left, so that their end says nothing. */
const KNOWN = ['Id', 'Status', 'Prefix', 'ExpirationInDays', 'AbortIncompleteMultipartUpload'];

/** The rules of a `LifecycleConfiguration` by which objects end. @throws an Error that names any other kind of rule. */
export function expiryOf(configuration: JsonObject | undefined): ExpiryRule[] {
  return (configuration?.Rules ?? []).flatMap((rule: JsonObject) => {
    const unknown = Object.keys(rule).find((name) => !KNOWN.includes(name));
    if (unknown) throw new Error(`LifecycleConfiguration: the grid does not act on ${unknown} of a rule`);
    const { Status, Prefix: prefix = '', ExpirationInDays } = rule;
    if (Status !== 'Enabled' || ExpirationInDays === undefined) return [];
    const days = Number(ExpirationInDays);
    if (!(Number.isInteger(days) && days > 0)) {
      throw new Error(`LifecycleConfiguration: ExpirationInDays is a whole number above 0; got ${ExpirationInDays}`);
    }
    return [{ prefix, days }];
  });
}
