import { type Branch, branches } from './branches.ts';
import { type Field, type Fields, fieldsOf, type Seat, type Steps, stepsOf } from './fields.ts';

/** A compiled event pattern: match many events with one. */
export interface Pattern {
  readonly branches: readonly Branch[];
  matches(event: object): boolean;
}

/** Compiles an event pattern. Throws `InvalidEventPatternException` with the reason. */
export function compile(pattern: unknown): Pattern {
  const compiled = branches(pattern);
  const steps = stepsFor(compiled);
  return { branches: compiled, matches: (event) => satisfies(fieldsOf(event, steps), compiled) };
}

/** Whether `event` matches `pattern`, in the complete language of EventBridge (semantics of aws/event-ruler). */
export function matches(pattern: object, event: object): boolean {
  return compile(pattern).matches(event);
}

/** The steps to collect an event's fields for all of these branches at once. */
export function stepsFor(compiled: readonly Branch[]): Steps {
  return stepsOf(compiled.flatMap((branch) => [...branch.keys()]));
}

/** Whether an event with these fields satisfies one of the branches. */
export function satisfies(fields: Fields, compiled: readonly Branch[]): boolean {
  return compiled.some((branch) => satisfiesOne(fields, branch));
}

function satisfiesOne(fields: Fields, branch: Branch): boolean {
  const choices: Field[][] = [];
  for (const [path, criteria] of branch) {
    const found = fields.get(path);
    if (!found) {
      if (!criteria.some((criterion) => criterion.absent)) return false;
      continue;
    }
    const fitting = found.filter(({ value }) => criteria.some((criterion) => criterion.accepts(value)));
    if (fitting.length === 0) return false;
    // A field outside every array goes with any other: nothing to choose.
    if (fitting.every(({ seat }) => seat)) choices.push(fitting);
  }
  return choices.length < 2 || seatable(choices, 0, new Map());
}

/** Whether one field can be chosen per path so that no array is asked for two different elements. */
function seatable(choices: Field[][], at: number, taken: ReadonlyMap<number, number>): boolean {
  const fields = choices[at];
  if (!fields) return true;
  const tried = new Set<Seat>();
  for (const { seat } of fields) {
    if (!seat || tried.has(seat)) continue;
    tried.add(seat);
    const together = sitDown(seat, taken);
    if (together && seatable(choices, at + 1, together)) return true;
  }
  return false;
}

function sitDown(seat: Seat, taken: ReadonlyMap<number, number>): ReadonlyMap<number, number> | undefined {
  const together = new Map(taken);
  for (let level: Seat | undefined = seat; level; level = level.within) {
    const index = together.get(level.array);
    if (index !== undefined && index !== level.index) return undefined;
    together.set(level.array, level.index);
  }
  return together;
}
