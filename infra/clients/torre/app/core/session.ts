import { computed, signal } from '@preact/signals';
import type { Configuration, TokenEndpointResponse } from 'openid-client';
import { at, told } from './config.ts';

/** Whoever has signed in. */
export interface Caller {
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly ends: number;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly clienteId?: string;
  readonly conductorId?: string;
}

/** What waits for the way back from the provider. */
interface Leaving {
  readonly verifier: string;
  readonly state: string;
  readonly back: string;
}

const LEAVING = 'alpes.entrando';
/** A token that was typed in, where there is no provider. It stays in this tab. */
const TYPED = 'alpes.token';
/** A token is renewed when it has so long to go. */
const SOON_MS = 60_000;

/** Who looks at the page; `undefined` until somebody has signed in. */
export const caller = signal<Caller | undefined>(typedCaller());

/** The home of whoever has signed in: of the house, the first page that it may see. */
export const home = computed(() => {
  const { conductorId, clienteId, scopes = [] } = caller.value ?? {};
  if (conductorId !== undefined) return '/conductor';
  if (clienteId !== undefined) return '/cliente';
  return scopes.includes('bodegas:leer') && !scopes.includes('torre:leer') ? '/torre/recepcion' : '/torre';
});

/** The topic under which there is all that whoever has signed in may see. */
export const everything = computed(() => {
  const { clienteId } = caller.value ?? {};
  return clienteId === undefined ? 'tablero' : `cliente:${clienteId}`;
});

/** Whoever leaves is not asked to come back by what the page shows without a session. */
let isLeaving = false;
let refreshToken: string | undefined;
let idToken: string | undefined;
let renewing: Promise<string> | undefined;
let provider: Promise<{ client: typeof import('openid-client'); config: Configuration }> | undefined;

/** What is said to the house of its customer, or to the customer itself. */
export function toWhom(house: string, customer: string): string {
  return caller.value?.clienteId === undefined ? house : customer;
}

/** Whether whoever has signed in may do something; what it may not do is shown as such, and refused by the server anyway. */
export function may(scope: string): boolean {
  return caller.value?.scopes.includes(scope) ?? false;
}

/**
 * A token with a minute to go at least; renewed when it must be.
 * @param refused one that the server did not take, though it had time to go: another is given, where it can be had.
 * @throws SignedOut when there is none and none can be had: one must sign in again.
 */
export async function token(refused?: string): Promise<string> {
  const { value } = caller;
  const left = value ? value.ends - Date.now() : 0;
  if (!refreshToken) {
    if (value && left > 0) return value.token;
    throw new SignedOut();
  }
  if (value && value.token !== refused && left > SOON_MS) return value.token;
  renewing ??= renew(refreshToken).finally(() => {
    renewing = undefined;
  });
  return renewing;
}

/** There is no token, and none can be had without the person. */
export class SignedOut extends Error {}

let whenEnded: () => void = () => void signIn();

/** What follows when a session has ended, in place of going to the provider: a page on which something would be lost asks first. */
export function onSessionEnd(act: () => void): void {
  whenEnded = act;
}

/** There is no token any more. */
export function sessionEnded(): void {
  whenEnded();
}

/**
 * Goes to the provider, which brings the person back to this address.
 * @param silently only if it knows the person already.
 */
export async function signIn({ back = location.href, silently = false } = {}): Promise<void> {
  if (!told.emisor || isLeaving) return;
  const { client, config } = await discovered();
  const leaving: Leaving = { verifier: client.randomPKCECodeVerifier(), state: client.randomState(), back };
  sessionStorage.setItem(LEAVING, JSON.stringify(leaving));
  const address = client.buildAuthorizationUrl(config, {
    redirect_uri: returnAddress(),
    scope: told.permisos ?? 'openid profile',
    state: leaving.state,
    code_challenge: await client.calculatePKCECodeChallenge(leaving.verifier),
    code_challenge_method: 'S256',
    ...(silently && { prompt: 'none' }),
  });
  location.assign(address);
}

/** Takes what the provider sent the person back with. Gives the address to go on to, or nothing when nobody was sent. */
export async function comeBack(): Promise<string | undefined> {
  const kept = sessionStorage.getItem(LEAVING);
  const asked = new URL(location.href);
  if (!kept || !(asked.searchParams.has('code') || asked.searchParams.has('error'))) return undefined;
  sessionStorage.removeItem(LEAVING);
  const { verifier, state, back }: Leaving = JSON.parse(kept);
  if (asked.searchParams.has('error')) throw new SignedOut(asked.searchParams.get('error') ?? '');
  const { client, config } = await discovered();
  take(await client.authorizationCodeGrant(config, asked, { pkceCodeVerifier: verifier, expectedState: state }));
  return back;
}

/** Takes a token that somebody typed in. Says whether it is one. */
export function typeToken(text: string): boolean {
  const found = callerOf(text.replace(/^Bearer\s+/i, '').trim());
  if (!found) return false;
  sessionStorage.setItem(TYPED, found.token);
  caller.value = found;
  return true;
}

/** Forgets who it was, here and at the provider. */
export async function signOut(): Promise<void> {
  isLeaving = true;
  sessionStorage.removeItem(TYPED);
  caller.value = undefined;
  refreshToken = undefined;
  if (!told.emisor) {
    location.assign(at('/'));
    return;
  }
  const { client, config } = await discovered();
  const parameters = {
    post_logout_redirect_uri: new URL(at('/'), location.href).href,
    ...(idToken && { id_token_hint: idToken }),
  };
  location.assign(
    config.serverMetadata().end_session_endpoint ? client.buildEndSessionUrl(config, parameters) : at('/'),
  );
}

async function renew(held: string): Promise<string> {
  const { client, config } = await discovered();
  try {
    return take(await client.refreshTokenGrant(config, held)).token;
  } catch (error) {
    // Only an answer ends a session (RFC 6749, 5.2); that the provider cannot answer now says nothing of it.
    const isOver = error instanceof client.ResponseBodyError && (error.status === 400 || error.status === 401);
    if (!isOver) throw error;
    refreshToken = undefined;
    throw new SignedOut();
  }
}

function take({ access_token, expires_in, refresh_token, id_token }: TokenEndpointResponse): Caller {
  const said = callerOf(access_token);
  if (!said) throw new Error('The provider gave a token that says nothing.');
  // What a token says of its end is by the server's clock, which need not be this one.
  const found = expires_in === undefined ? said : { ...said, ends: Date.now() + expires_in * 1_000 };
  refreshToken = refresh_token ?? refreshToken;
  idToken = id_token ?? idToken;
  const { name } = (idToken && claimsOf(idToken)) || {};
  caller.value = typeof name === 'string' ? { ...found, name } : found;
  return found;
}

/** Loaded only now: a customer's page does without. */
function discovered() {
  provider ??= import('openid-client')
    .then(async (client) => {
      const issuer = new URL(told.emisor ?? '');
      const insecure = issuer.protocol === 'http:' ? { execute: [client.allowInsecureRequests] } : {};
      return { client, config: await client.discovery(issuer, told.cliente ?? '', undefined, client.None(), insecure) };
    })
    .catch((error: unknown) => {
      provider = undefined;
      throw error;
    });
  return provider;
}

function returnAddress(): string {
  return new URL(at('/entrar'), location.href).href;
}

function typedCaller(): Caller | undefined {
  const kept = sessionStorage.getItem(TYPED);
  return kept ? callerOf(kept) : undefined;
}

function callerOf(jwt: string): Caller | undefined {
  const claims = claimsOf(jwt);
  if (!claims) return undefined;
  const { sub, scope, exp, cliente_id, conductor_id } = claims;
  return {
    token: jwt,
    ends: typeof exp === 'number' ? exp * 1_000 : Number.POSITIVE_INFINITY,
    name: String(sub ?? ''),
    // Cognito names the resource server before each right.
    scopes: String(scope ?? '')
      .split(' ')
      .map((right) => right.replace(/^alpes\//, '')),
    ...(typeof cliente_id === 'string' && { clienteId: cliente_id }),
    ...(typeof conductor_id === 'string' && { conductorId: conductor_id }),
  };
}

/** What a JWT says. Nobody verifies it here: the server does, each time. */
function claimsOf(jwt: string): Record<string, unknown> | undefined {
  try {
    const bytes = Uint8Array.from(atob((jwt.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/')), (c) =>
      c.charCodeAt(0),
    );
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
