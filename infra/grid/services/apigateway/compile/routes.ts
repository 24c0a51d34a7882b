/** What a tree is made of: a path as API Gateway has it (`/ordenes/{id}`, `/docs/{proxy+}`) and methods by verb or `ANY`. */
export interface Routed<M> {
  readonly path: string;
  readonly methods: ReadonlyMap<string, M>;
}

/** A node of the tree that requests are routed by; a greedy variable is always the last of a path. */
export interface RouteNode<M> {
  readonly literals: Map<string, RouteNode<M>>;
  variable?: { readonly name: string; readonly node: RouteNode<M> };
  greedy?: { readonly name: string; readonly methods: ReadonlyMap<string, M> };
  methods?: ReadonlyMap<string, M>;
}

/** The method that a request leads to, with the values of the path's variables, as they were sent. */
export interface Match<M> {
  readonly method: M;
  readonly parameters: Record<string, string> | undefined;
}

/** The tree for `resources`. */
export function routeTree<M>(resources: Iterable<Routed<M>>): RouteNode<M> {
  const root: RouteNode<M> = { literals: new Map() };
  for (const resource of resources) place(root, resource);
  return root;
}

/**
 * Finds the most specific method for `verb` and `path`: a literal segment before a variable, a variable before a greedy
 * one; a branch that has no method for the verb is left for the next, as on AWS (LocalStack's validated test
 * `test_proxy_routing_with_hardcoded_resource_sibling`). Slashes at the end do not count. Segments are compared decoded, and
 * values stay encoded (its `test_lambda_aws_proxy_integration`).
 */
export function route<M>(root: RouteNode<M>, verb: string, path: string): Match<M> | undefined {
  const sent = segmentsOf(path);
  const segments = path.includes('%') ? sent.map(decode) : sent;
  const search: Search = { verb, segments, sent, values: [] };
  const method = descend(root, search, 0);
  if (method === undefined) return undefined;
  return { method, parameters: search.values.length === 0 ? undefined : Object.fromEntries(search.values) };
}

/** Percent-decodes; what is not valid stays as it is. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

interface Search {
  readonly verb: string;
  readonly segments: readonly string[];
  /** The same segments, encoded. */
  readonly sent: readonly string[];
  readonly values: [string, string][];
}

function place<M>(root: RouteNode<M>, { path, methods }: Routed<M>): void {
  let node = root;
  for (const segment of segmentsOf(path)) {
    const variable = /^\{(.+?)(\+?)\}$/.exec(segment);
    if (!variable?.[1]) node = child(node.literals, segment);
    else if (variable[2]) {
      node.greedy = { name: variable[1], methods };
      return;
    } else {
      node.variable ??= { name: variable[1], node: { literals: new Map() } };
      node = node.variable.node;
    }
  }
  node.methods = methods;
}

function child<M>(literals: Map<string, RouteNode<M>>, segment: string): RouteNode<M> {
  let node = literals.get(segment);
  if (!node) {
    node = { literals: new Map() };
    literals.set(segment, node);
  }
  return node;
}

function descend<M>(node: RouteNode<M>, search: Search, at: number): M | undefined {
  const segment = search.segments[at];
  if (segment === undefined) return methodFor(node.methods, search.verb);
  const literal = node.literals.get(segment);
  const found = literal && descend(literal, search, at + 1);
  if (found !== undefined) return found;
  if (node.variable && segment !== '') {
    search.values.push([node.variable.name, search.sent[at] ?? '']);
    const further = descend(node.variable.node, search, at + 1);
    if (further !== undefined) return further;
    search.values.pop();
  }
  const method = methodFor(node.greedy?.methods, search.verb);
  if (method !== undefined && node.greedy) search.values.push([node.greedy.name, search.sent.slice(at).join('/')]);
  return method;
}

function methodFor<M>(methods: ReadonlyMap<string, M> | undefined, verb: string): M | undefined {
  return methods?.get(verb) ?? methods?.get('ANY');
}

function segmentsOf(path: string): string[] {
  let end = path.length;
  while (end > 0 && path[end - 1] === '/') end -= 1;
  return end === 0 ? [] : path.slice(1, end).split('/');
}
