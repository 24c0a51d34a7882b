/** What is read of an HTTP archive (HAR 1.2). */
export interface Archive {
  readonly log: {
    readonly entries: readonly {
      readonly request: { readonly method: string; readonly url: string };
      readonly response: { readonly status: number; readonly content: { readonly text?: string } };
    }[];
  };
}

const REQUEST = 'urn:alpes:peticion:';

/** The requests that were refused, by the id under which the log would have what they wrote: method, address and status. */
export function refusedIn({ log }: Archive): Map<string, string> {
  const refused = new Map<string, string>();
  for (const { request, response } of log.entries) {
    const id = response.status >= 400 ? requestIn(response.content.text) : undefined;
    if (id) refused.set(id, `${request.method} ${request.url}: ${response.status}`);
  }
  return refused;
}

/** The request that a problem (RFC 9457) is of; nothing for what is no problem. */
function requestIn(text = ''): string | undefined {
  try {
    const { instance } = JSON.parse(text);
    return typeof instance === 'string' && instance.startsWith(REQUEST) ? instance.slice(REQUEST.length) : undefined;
  } catch {
    return undefined;
  }
}
