import type { S3Action } from './actions/action.ts';
import { notImplemented } from './faults.ts';
import { headerOf, type S3Request } from './request/request.ts';

/** The action that a request asks for, and its name. */
export interface Route {
  readonly name: string;
  readonly action: S3Action;
}

/** What parameters of other actions are about. */
const SUBJECTS: Record<string, string> = {
  partNumber: 'multipart uploads',
  uploadId: 'multipart uploads',
  uploads: 'multipart uploads',
  versionId: 'versions of objects',
  versioning: 'versions of objects',
  versions: 'versions of objects',
};

/** Finds the action of a request. @throws NotImplemented that names what it asked for. */
export function routeOf(actions: Readonly<Record<string, S3Action>>, request: S3Request): Route {
  const { method, query } = request;
  const of = request.key !== undefined ? 'object' : request.bucket !== undefined ? 'bucket' : 'service';
  const rest = [...query.keys()].filter((name) => name !== 'x-id' && !name.toLowerCase().startsWith('x-amz-'));
  const routes = Object.entries(actions).filter(([, action]) => action.method === method && action.of === of);
  const isAsked = ({ marked, withHeader }: S3Action) =>
    (marked === undefined || query.has(marked)) &&
    (withHeader === undefined) === (headerOf(request, 'x-amz-copy-source') === undefined);
  for (const [name, action] of routes) {
    const { marked, parameters = [] } = action;
    if (isAsked(action) && rest.every((name) => name === marked || parameters.includes(name))) return { name, action };
  }
  const subject = rest.map((name) => SUBJECTS[name]).find((known) => known !== undefined);
  const asked = `${method} of ${of === 'object' ? 'an' : 'a'} ${of}${rest.length > 0 ? ` with ?${rest.join('&')}` : ''}`;
  throw notImplemented(subject === undefined ? asked : `${subject}: ${asked}`);
}
