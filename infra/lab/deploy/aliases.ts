import { API_STACK, type Names, SERVING } from '#infra/cdk/names.ts';
import type { Change } from './changes.ts';
import type { Template } from './templates.ts';

/** The functions that would lose the alias by which the API calls them until it is deployed itself, after them. */
export function lostAliases(changes: readonly Change[]): string[] {
  const deployed = changes.map(({ before }) => JSON.stringify(before ?? {}));
  return changes.flatMap(({ before, after }) => {
    const kept = namesOf(after, aliasedIn(after));
    const stay = namesOf(after, Object.keys(after.Resources ?? {}));
    return namesOf(before, aliasedIn(before)).filter(
      (name) =>
        stay.includes(name) && !kept.includes(name) && deployed.some((text) => text.includes(`:${name}:${SERVING}`)),
    );
  });
}

/** Refuses a deployment in the midst of which the API would fail. @throws Error that says what has to be deployed first. */
export function refuseLostAliases(changes: readonly Change[], names: Names): void {
  const lost = lostAliases(changes);
  if (lost.length === 0) return;
  throw new Error(
    [
      `The API calls ${lost.length} functions by an alias that this deployment would take away before it. Say "shift": "AT_ONCE", or`,
      'deploy the API alone first, which then calls the newest code:',
      `  npx cdk deploy ${names.of(API_STACK)} --exclusively -c grid=aws -c stage=${names.stage}`,
    ].join('\n'),
  );
}

function aliasedIn({ Resources = {} }: Template = {}): string[] {
  return Object.values(Resources).flatMap(({ Type, Properties }) =>
    Type === 'AWS::Lambda::Alias' ? [String(Properties?.FunctionName?.Ref)] : [],
  );
}

function namesOf({ Resources = {} }: Template = {}, ids: readonly string[]): string[] {
  return ids.flatMap((id) => Resources[id]?.Properties?.FunctionName ?? []);
}
