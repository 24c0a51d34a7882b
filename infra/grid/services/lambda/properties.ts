import { AwsError } from '../../service.ts';

/** Throws, naming it, for a member of `value` that would change behaviour and is not acted on here. */
export function onlyKnown(where: string, value: Record<string, unknown>, known: readonly string[]): void {
  for (const [name, given] of Object.entries(value)) {
    if (given === undefined || known.includes(name)) continue;
    throw refusal(`${where}.${name}`);
  }
}

/** The error for something that this Lambda does not do. */
export function refusal(what: string): AwsError {
  return new AwsError('NotImplementedException', `The grid's Lambda does not support ${what}.`, 501);
}

/** A number within AWS's bounds, from a template that may give it as text. */
export function numberIn(
  where: string,
  value: unknown,
  bounds: { readonly from: number; readonly to: number; readonly otherwise: number },
): number {
  if (value === undefined || value === null) return bounds.otherwise;
  const number = Number(value);
  if (Number.isFinite(number) && number >= bounds.from && number <= bounds.to) return number;
  throw new AwsError(
    'InvalidParameterValueException',
    `${where} must be from ${bounds.from} to ${bounds.to}; got ${String(value)}.`,
  );
}

/** A boolean that a template may give as text. */
export function flagOf(value: unknown, otherwise: boolean): boolean {
  return value === undefined || value === null ? otherwise : value === true || value === 'true';
}
