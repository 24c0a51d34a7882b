import { validation } from '../names.ts';

type Step = string | number | typeof EVERY;

const EVERY = Symbol('*');

/** A compiled path: the value in an event, or `undefined` where there is none. */
export type Path = (event: unknown) => unknown;

/**
 * Compiles the JSON path that EventBridge reads: `$`, names after dots (letters, digits, `-`, `_`, `/`), `[n]`, `[*]`,
 * `.*` and `['name']`. A path with a wildcard gives the array of what it finds.
 */
export function jsonPath(text: string, member: string): Path {
  const steps = parse(text);
  if (!steps) throw validation(`Invalid ${member}: '${text}' is not a JSON path that EventBridge supports.`);
  const many = steps.includes(EVERY);
  return (event) => {
    let found: unknown[] = [event];
    for (const step of steps) found = found.flatMap((value) => walk(value, step));
    return many ? found : found[0];
  };
}

function parse(text: string): Step[] | undefined {
  if (!text.startsWith('$')) return undefined;
  const steps: Step[] = [];
  let rest = text.slice(1);
  while (rest !== '') {
    const match = /^(?:\.([\w/-]+|\*)|\[(\d+)\]|\[(\*)\]|\['([^']+)'\]|\["([^"]+)"\])/.exec(rest);
    if (!match) return undefined;
    const [whole, name, index, every, single, double] = match;
    if (name === '*' || every) steps.push(EVERY);
    else if (index !== undefined) steps.push(Number(index));
    else steps.push((name ?? single ?? double) as string);
    rest = rest.slice(whole.length);
  }
  return steps;
}

function walk(value: unknown, step: Step): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if (step === EVERY) return Object.values(value);
  if (typeof step === 'number' && !Array.isArray(value)) return [];
  if (!Object.hasOwn(value, step)) return [];
  return [(value as Record<string | number, unknown>)[step]];
}
