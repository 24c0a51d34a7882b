/** A value found by method and path, with what stands where its template has `{Name}`. */
export interface Found<T> {
  readonly value: T;
  readonly parameters: Record<string, string>;
}

interface Leaf<T> {
  readonly value: T;
  readonly names: readonly string[];
}

interface Branch<T> {
  readonly literal: Map<string, Branch<T>>;
  any: Branch<T> | undefined;
  readonly leaves: Map<string, Leaf<T>>;
}

/** Templates like `POST /2015-03-31/functions/{FunctionName}/invocations`, as a tree by path segment. */
export interface Paths<T> {
  add(template: string, value: T): void;
  /** @throws URIError for a segment that is no percent-encoded UTF-8. */
  find(method: string, path: string): Found<T> | undefined;
}

/** An empty tree. A literal segment wins over a parameter; empty segments do not count. */
export function createPaths<T>(): Paths<T> {
  const root = branch<T>();
  return {
    add(template, value) {
      const [method = '', path = ''] = template.split(' ');
      const names: string[] = [];
      let at = root;
      for (const segment of segmentsOf(path)) {
        if (segment.startsWith('{')) {
          names.push(segment.slice(1, -1));
          at.any ??= branch<T>();
          at = at.any;
        } else {
          const next = at.literal.get(segment) ?? branch<T>();
          at.literal.set(segment, next);
          at = next;
        }
      }
      at.leaves.set(method, { value, names });
    },
    find(method, path) {
      const values: string[] = [];
      const leaf = descend(root, { method, segments: segmentsOf(path), values });
      if (!leaf) return undefined;
      const entries = leaf.names.map((name, i) => [name, decodeURIComponent(values[i] ?? '')] as const);
      return { value: leaf.value, parameters: Object.fromEntries(entries) };
    },
  };
}

interface Descent {
  readonly method: string;
  readonly segments: readonly string[];
  readonly values: string[];
}

function descend<T>(at: Branch<T>, descent: Descent, depth = 0): Leaf<T> | undefined {
  const { method, segments, values } = descent;
  const segment = segments[depth];
  if (segment === undefined) return at.leaves.get(method);
  const literal = at.literal.get(segment);
  const found = literal && descend(literal, descent, depth + 1);
  if (found || !at.any) return found;
  values.push(segment);
  const below = descend(at.any, descent, depth + 1);
  if (!below) values.pop();
  return below;
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function branch<T>(): Branch<T> {
  return { literal: new Map(), any: undefined, leaves: new Map() };
}
