/** What a client speaks, as it is offered and answered in `Sec-WebSocket-Protocol`. */
export const PROTOCOL = 'alpes.v1';

/** What a client brings to say who it is. */
export type Credential = { readonly kind: 'token' | 'seguimiento'; readonly value: string };

/**
 * Who a client says it is, by the protocols that it offers: `alpes.v1, token.<JWT>`. A header stands in no access log, as a
 * query string would. `undefined` for whoever does not offer `alpes.v1`, or not one credential beside it.
 */
export function credentialIn(offered: string | undefined): Credential | undefined {
  const all = (offered ?? '').split(',').map((one) => one.trim());
  const found = all.flatMap((one): Credential[] => {
    const [kind = '', value] = split(one);
    return value && (kind === 'token' || kind === 'seguimiento') ? [{ kind, value }] : [];
  });
  return all.includes(PROTOCOL) && found.length === 1 ? found[0] : undefined;
}

function split(protocol: string): [string, string?] {
  const at = protocol.indexOf('.');
  return at < 0 ? [protocol] : [protocol.slice(0, at), protocol.slice(at + 1)];
}
