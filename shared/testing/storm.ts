import fc from 'fast-check';

/** The same things in every order. */
export function permuted<T>(things: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...things], { minLength: things.length, maxLength: things.length });
}

/** The same things in every order, some of them several times: what an at-least-once bus may bring. */
export function storm<T>(things: readonly T[]): fc.Arbitrary<T[]> {
  if (things.length === 0) return fc.constant([]);
  return fc
    .array(fc.nat(things.length - 1), { maxLength: things.length })
    .chain((again) => permuted([...things, ...again.map((at) => things[at] as T)]));
}
