/** Where a value stands: its index in the innermost array around it, and so on outwards. */
export interface Seat {
  /** A number for each array met in the event. */
  readonly array: number;
  readonly index: number;
  readonly within: Seat | undefined;
}

/** A scalar of the event. */
export interface Field {
  readonly value: unknown;
  readonly seat: Seat | undefined;
}

/** The scalars of an event by path; a path without any is not there. */
export type Fields = ReadonlyMap<string, Field[]>;

/** The steps that some pattern asks for: an event's other parts are not looked at. */
export interface Steps {
  readonly next: Map<string, Steps>;
  path?: string;
}

/** The tree of steps for these paths. */
export function stepsOf(paths: Iterable<string>): Steps {
  const root: Steps = { next: new Map() };
  for (const path of paths) {
    let node = root;
    for (const step of path.split('.')) {
      let next = node.next.get(step);
      if (!next) {
        next = { next: new Map() };
        node.next.set(step, next);
      }
      node = next;
    }
    node.path = path;
  }
  return root;
}

/** Collects the scalars of `event` at the paths of `steps`. */
export function fieldsOf(event: object, steps: Steps): Fields {
  const fields = new Map<string, Field[]>();
  let arrays = 0;

  function walk(value: unknown, node: Steps, seat: Seat | undefined): void {
    if (Array.isArray(value)) {
      const array = arrays++;
      for (const [index, element] of value.entries()) {
        // A scalar in an array is a field like any other: only objects and arrays in it bind fields to each other.
        const inner = isNested(element) ? { array, index, within: seat } : seat;
        walk(element, node, inner);
      }
    } else if (isNested(value)) {
      for (const name of Object.keys(value)) {
        const next = descend(node, name);
        if (next) walk((value as Record<string, unknown>)[name], next, seat);
      }
    } else if (node.path !== undefined) {
      const found = fields.get(node.path);
      if (found) found.push({ value, seat });
      else fields.set(node.path, [{ value, seat }]);
    }
  }

  walk(event, steps, undefined);
  return fields;
}

function descend(node: Steps, name: string): Steps | undefined {
  const direct = node.next.get(name);
  if (direct || !name.includes('.')) return direct;
  let current: Steps | undefined = node;
  for (const step of name.split('.')) current = current?.next.get(step);
  return current;
}

function isNested(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
