import type { IncomingMessage } from 'node:http';

/** What AWS would call an API, or a stage of one, and where that listens here. */
export interface LocalUrl {
  readonly aws: string;
  readonly local: string;
}

/**
 * A text whose URLs of APIs lead to this machine: a template can only spell those that AWS would give. The first that fits
 * counts, so stages come before their APIs; `…/dev` does not fit `…/develop`.
 */
export function withLocalUrls(text: string, urls: readonly LocalUrl[]): string {
  return urls.reduce(
    (changed, { aws, local }) => changed.replaceAll(new RegExp(`${aws.replaceAll('.', '\\.')}(?![\\w-])`, 'g'), local),
    text,
  );
}

/** How AWS names an API: `{id}.execute-api.{region}.amazonaws.com`, with ten characters. `{id}.execute-api.localhost` is one, too. */
const API_NAME = /^(?<id>[a-z0-9]{10})\.execute-api\./i;

/** The path by which an API is reached at the endpoint. */
const API_PATH = '/_aws/execute-api/';

/** The URL of the endpoint by which it reaches an API: `http://127.0.0.1:4566/_aws/execute-api/abc`, before its stage. */
export function endpointUrlOf(endpoint: string, apiId: string): string {
  return `${endpoint}${API_PATH}${apiId}`;
}

/** The path of a request, where its `Host` names an API the one that leads there. */
export function pathOf({ url = '/', headers }: Pick<IncomingMessage, 'url' | 'headers'>): string {
  const id = API_NAME.exec(headers.host ?? '')?.groups?.id;
  return id === undefined || url.startsWith(API_PATH) ? url : `${API_PATH}${id}${url}`;
}
