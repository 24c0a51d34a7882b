import type { ApiRoute } from '../routes.ts';
import type { Json } from './schemas.ts';

/**
 * Where one can go on from what an operation created: every operation that takes its id in the path, by what `POST /ordenes`
 * calls it in `/ordenes/{ordenId}`. An OpenAPI link each.
 */
export function linksOf({ path }: ApiRoute, operations: readonly ApiRoute[]): Json {
  const below = operations.find((other) => other.path.startsWith(`${path}/{`));
  const name = below?.path.slice(path.length + 2).split('}')[0];
  if (name === undefined) return {};
  const reached = operations.filter((other) => other.path.includes(`{${name}}`));
  return Object.fromEntries(
    reached.map(({ declared }) => [
      declared.name,
      { operationId: declared.name, parameters: { [name]: '$response.body#/id' } },
    ]),
  );
}
