import { AwsError } from '../../../service.ts';
import type { Api } from '../state.ts';

/** The id of the integration that a route names. @throws AwsError for one that is not there. */
export function targetOf(api: Api, target: unknown): string | undefined {
  if (target === undefined) return undefined;
  const id = /^integrations\/(.+)$/.exec(String(target))?.[1];
  if (id === undefined || !api.draft.integrations.has(id))
    throw new AwsError('BadRequestException', `Invalid target ${target}: there is no such integration`);
  return id;
}
