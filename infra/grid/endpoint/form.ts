import { AwsError, type JsonObject } from '../service.ts';

/**
 * The input of a request in AWS's query protocol, in the shape that the JSON protocols have:
 * `A.member.1.B=x` is `{ A: [{ B: 'x' }] }`, `A.entry.1.Name=k&A.entry.1.Value=v` is `{ A: { k: 'v' } }`.
 * @throws MalformedQueryString for a name that has both a value and names below it.
 */
export function readForm(body: string): JsonObject {
  const tree: JsonObject = Object.create(null);
  for (const [path, value] of new URLSearchParams(body)) {
    if (path === 'Action' || path === 'Version') continue;
    const keys = path.split('.');
    const last = keys.pop() as string;
    let at = tree;
    for (const key of keys) {
      at[key] ??= Object.create(null);
      at = at[key];
      if (typeof at !== 'object') throw new AwsError('MalformedQueryString', `"${path}" is below a value.`);
    }
    at[last] = value;
  }
  return shape(tree) as JsonObject;
}

function shape(node: unknown): unknown {
  if (typeof node !== 'object' || node === null) return node;
  const branch = node as JsonObject;
  const keys = Object.keys(branch);
  if (keys.length === 1 && keys[0] === 'member') return inOrder(branch.member).map(shape);
  if (keys.length === 1 && keys[0] === 'entry') return Object.fromEntries(inOrder(branch.entry).map(entry));
  return Object.fromEntries(keys.map((key) => [key, shape(branch[key])]));
}

function entry(node: unknown): [string, unknown] {
  const { Name, key, Value, value } = node as JsonObject;
  return [String(Name ?? key), shape(Value ?? value)];
}

/** An empty list comes as `A.member=`. */
function inOrder(numbered: unknown): unknown[] {
  if (typeof numbered !== 'object' || numbered === null) return [];
  return Object.entries(numbered)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, value]) => value);
}
