import { type Criterion, criterion } from './criterion.ts';
import { invalid } from './invalid.ts';

/** What one alternative of a pattern asks: for each path, criteria of which one must hold. All paths must. */
export type Branch = ReadonlyMap<string, readonly Criterion[]>;

/** EventBridge allows a pattern's `$or`s to multiply to at most this many alternatives. */
const MOST_BRANCHES = 1000;

/** Names that mean something to event-ruler and therefore are no fields inside `$or`. */
const RESERVED = new Set([
  ...['exactly', 'equals-ignore-case', 'prefix', 'suffix', 'anything-but', 'exists', 'wildcard', 'numeric', 'cidr'],
  ...['=', '<', '<=', '>', '>=', 'regex', 'not-wildcard', 'not-equals-ignore-case', 'date-after'],
  ...['date-on-or-after', 'date-before', 'date-on-or-before', 'in-date-range'],
  ...['ip-address-in-range', 'ip-address-not-in-range'],
]);

/**
 * Writes a pattern as alternatives without `$or`. As in event-ruler a path asked twice in one alternative (outside and
 * inside an `$or`) keeps what is written last, and a dot in a name is the same as nesting.
 */
export function branches(pattern: unknown): Branch[] {
  if (!isObject(pattern)) return invalid('Filter is not an object');
  return object([new Map()], pattern, { path: '', insideOr: false });
}

type Draft = Map<string, readonly Criterion[]>;

interface Place {
  readonly path: string;
  readonly insideOr: boolean;
}

function object(drafts: Draft[], node: Record<string, unknown>, place: Place): Draft[] {
  const entries = Object.entries(node);
  if (entries.length === 0) return invalid('Empty objects are not allowed');
  let current = drafts;
  for (const [name, value] of entries) {
    if (name === '$or') {
      current = alternatives(current, value, place);
      continue;
    }
    if (place.insideOr && RESERVED.has(name)) {
      return invalid(`${name} is Ruler reserved fieldName which cannot be used inside $or.`);
    }
    const path = place.path === '' ? name : `${place.path}.${name}`;
    if (Array.isArray(value)) {
      if (value.length === 0) return invalid('Empty arrays are not allowed');
      const criteria = value.map(criterion);
      for (const draft of current) draft.set(path, criteria);
    } else if (isObject(value)) {
      current = object(current, value, { ...place, path });
    } else {
      return invalid(`"${name}" must be an object or an array`);
    }
  }
  return current;
}

function alternatives(drafts: Draft[], value: unknown, place: Place): Draft[] {
  if (!Array.isArray(value)) return invalid('It must be an Array followed with $or.');
  if (value.length < 2) return invalid('There must have at least 2 Objects in $or relationship.');
  const all = value.flatMap((alternative) => {
    if (!isObject(alternative)) return invalid('Only JSON object is allowed in array of $or relationship.');
    const copies = drafts.map((draft) => new Map(draft));
    return object(copies, alternative, { ...place, insideOr: true });
  });
  if (all.length > MOST_BRANCHES) return invalid(`$or makes more than ${MOST_BRANCHES} rule combinations.`);
  return all;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
