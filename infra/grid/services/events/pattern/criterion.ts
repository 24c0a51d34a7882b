import { anythingBut } from './anythingBut.ts';
import { cidr, sameAddress } from './cidr.ts';
import { invalid, text } from './invalid.ts';
import { comparable, numeric } from './numeric.ts';
import { wildcard } from './wildcard.ts';

/** One member of the array that a pattern gives for a field. */
export interface Criterion {
  /** Whether a value that the event has at this path satisfies it. */
  accepts(value: unknown): boolean;
  /** Satisfied when the event has no value at this path. */
  readonly absent?: true;
  /** The one string that satisfies it, where there is only one: rules are indexed by it. */
  readonly only?: string;
}

/** Compiles one member of a pattern's array. */
export function criterion(member: unknown): Criterion {
  if (typeof member === 'string') return exactText(member);
  if (typeof member === 'number') return exactNumber(member);
  if (member === null || typeof member === 'boolean') return { accepts: (value) => value === member };
  if (typeof member !== 'object' || Array.isArray(member)) {
    return invalid('Match value must be String, number, true, false, or null');
  }
  const entries = Object.entries(member);
  const [entry, more] = entries;
  if (!entry) return invalid('Match expression name not found');
  if (more) return invalid('Only one key allowed in match expression');
  const [type, operand] = entry;
  const build = Object.hasOwn(MATCH_TYPES, type) ? MATCH_TYPES[type] : undefined;
  return build ? build(operand) : invalid(`Unrecognized match type ${type}`);
}

/** A test of strings as one of any value. */
export function ofText(test: (value: string) => boolean): Criterion {
  return { accepts: (value) => typeof value === 'string' && test(value) };
}

const MATCH_TYPES: Record<string, (operand: unknown) => Criterion> = {
  exactly: (operand) => exactText(text(operand, 'exact')),
  prefix: (operand) => ofText(edge('prefix', operand)),
  suffix: (operand) => ofText(edge('suffix', operand)),
  'equals-ignore-case': (operand) => {
    const wanted = text(operand, 'equals-ignore-case').toLowerCase();
    return ofText((value) => value.toLowerCase() === wanted);
  },
  wildcard: (operand) => ofText(wildcard(text(operand, 'wildcard'))),
  numeric: (operand) => ({ accepts: numeric(operand) }),
  cidr: (operand) => ({ accepts: cidr(text(operand, 'cidr')) }),
  'anything-but': (operand) => ({ accepts: anythingBut(operand) }),
  exists: (operand) => {
    if (operand === true) return { accepts: () => true };
    if (operand === false) return { accepts: () => false, absent: true };
    return invalid('exists match pattern must be either true or false.');
  },
};

function exactText(wanted: string): Criterion {
  const address = sameAddress(wanted);
  return address ? { accepts: address } : { accepts: (value) => value === wanted, only: wanted };
}

function exactNumber(wanted: number): Criterion {
  const form = comparable(wanted);
  return { accepts: (value) => value === wanted || (form !== undefined && comparable(value) === form) };
}

function edge(side: 'prefix' | 'suffix', operand: unknown): (value: string) => boolean {
  const at = side === 'prefix' ? 'startsWith' : 'endsWith';
  if (typeof operand !== 'object' || operand === null) {
    const wanted = text(operand, side);
    return (value) => value[at](wanted);
  }
  const entries = Object.entries(operand);
  if (entries.length !== 1) return invalid('Only one key allowed in match expression');
  const [type, inner] = entries[0] as [string, unknown];
  if (type !== 'equals-ignore-case') return invalid(`Unsupported ${side} pattern: ${type}`);
  const wanted = text(inner, `equals-ignore-case ${side}`).toLowerCase();
  return (value) => value.toLowerCase()[at](wanted);
}
