import { describe, expect, test } from 'vitest';
import apis from '../../../conformance/apigateway/routing.json' with { type: 'json' };
import { route, routeTree } from './routes.ts';

interface Case {
  readonly request: string;
  readonly leads: string | null;
  readonly parameters?: Record<string, string>;
}

describe.each(apis)('$api', ({ methods, cases }) => {
  const resources = new Map<string, Map<string, string>>();
  for (const method of methods) {
    const [verb = '', path = ''] = method.split(' ');
    resources.set(path, (resources.get(path) ?? new Map()).set(verb, method));
  }
  const tree = routeTree([...resources].map(([path, byVerb]) => ({ path, methods: byVerb })));

  test.each(cases as Case[])('$request leads to $leads', ({ request, leads, parameters }) => {
    const [verb = '', path = ''] = request.split(' ');
    const match = route(tree, verb, path);
    expect(match?.method ?? null).toBe(leads);
    expect(match?.parameters).toStrictEqual(parameters);
  });
});
