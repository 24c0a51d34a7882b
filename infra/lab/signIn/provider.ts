import { hkdfSync } from 'node:crypto';
import { type Configuration, interactionPolicy, type KoaContextWithOIDC, Provider } from 'oidc-provider';
import { identityOf } from '../identity.ts';
import { ALGORITHM, AUDIENCE, ISSUER, type Issuer } from '../issuer.ts';
import type { Keeper } from './kept.ts';
import { errorPage, leavePage, leftPage } from './pages.ts';

/** As whom the pages of the system present themselves: they keep no secret. */
export const CLIENT_ID = 'torre';

/** What the tokens for the API are for, as RFC 8707 names it; they say it by their `aud`. */
const RESOURCE = 'urn:alpes:api';

/** In seconds: short for what opens the API, two weeks for who is signed in. */
const TOKEN_SECONDS = 600;
const SESSION_SECONDS = 14 * 86_400;

/** What a provider is made from. */
export interface Offer {
  /** Its URL, which is its name. */
  readonly url: string;
  readonly issuer: Issuer;
  readonly keeper: Keeper;
  /** The roots of the pages that may let people sign in. */
  readonly pages: readonly string[];
  /** Called before a token is issued, with its subject. */
  readonly onToken: (subject: string) => Promise<void>;
}

/**
 * The development issuer as an OpenID provider: authorization code with PKCE for one public client, refresh tokens that are
 * used once, and access tokens as `alpes token` gives them. Sessions, codes and id tokens follow this machine's clock, as
 * browsers do; access tokens follow the grid's, as the functions that verify them.
 */
export async function createProvider({ url, issuer, keeper, pages, onToken }: Offer): Promise<Provider> {
  const origins = new Set(pages.map((page) => new URL(page).origin));
  const policy = interactionPolicy.base();
  policy.remove('consent');
  const { operator: rights } = await issuer.rights();
  const session = `alpes_${new URL(url).port}`;
  const configuration: Configuration = {
    adapter: keeper,
    clients: [
      {
        client_id: CLIENT_ID,
        client_name: 'Entregas de los Alpes',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: pages.map((page) => `${page}/entrar`),
        post_logout_redirect_uris: pages.map((page) => `${page}/`),
        id_token_signed_response_alg: ALGORITHM,
      },
    ],
    jwks: { keys: [issuer.key as NonNullable<Configuration['jwks']>['keys'][number]] },
    enabledJWA: { idTokenSigningAlgValues: [ALGORITHM] },
    cookies: {
      keys: [Buffer.from(hkdfSync('sha256', String(issuer.key.d), '', 'cookies', 32)).toString('base64url')],
      // Cookies do not tell ports apart: each grid of this machine has names of its own.
      names: { session, interaction: `${session}_entrada`, resume: `${session}_regreso` },
    },
    scopes: ['openid', 'profile', ...rights],
    claims: { openid: ['sub'], profile: ['name'] },
    conformIdTokenClaims: false,
    responseTypes: ['code'],
    pkce: { required: () => true },
    clientBasedCORS: (_, origin) => origins.has(origin),
    interactions: { policy, url: (_, { uid }) => `/entrar/${uid}` },
    findAccount: (_, subject) => {
      const identity = identityOf(subject);
      return identity && { accountId: subject, claims: async () => ({ sub: subject, name: identity.name }) };
    },
    loadExistingGrant: (ctx) => grantOf(ctx, issuer),
    issueRefreshToken: async () => true,
    rotateRefreshToken: true,
    extraTokenClaims: async (_, token) => {
      const subject = 'accountId' in token ? token.accountId : undefined;
      if (subject === undefined) return undefined;
      await onToken(subject);
      return identityOf(subject)?.claims;
    },
    formats: {
      customizers: {
        jwt: (_, __, { payload }) => {
          const now = issuer.now();
          Object.assign(payload, { iss: ISSUER, iat: now, exp: now + TOKEN_SECONDS });
        },
      },
    },
    ttl: {
      AccessToken: TOKEN_SECONDS,
      AuthorizationCode: 60,
      IdToken: TOKEN_SECONDS,
      Interaction: 3_600,
      RefreshToken: SESSION_SECONDS,
      Grant: SESSION_SECONDS,
      Session: SESSION_SECONDS,
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      revocation: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => show(ctx, leavePage(form)),
        postLogoutSuccessSource: (ctx) => show(ctx, leftPage()),
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: async () => ({
          scope: rights.join(' '),
          audience: AUDIENCE,
          accessTokenFormat: 'jwt',
          accessTokenTTL: TOKEN_SECONDS,
          jwt: { sign: { alg: ALGORITHM } },
        }),
      },
    },
    renderError: (ctx, { error, error_description }) => show(ctx, errorPage(`${error}: ${error_description ?? ''}`)),
  };
  const provider = new Provider(url, configuration);
  // Who names no right wants all of the role (RFC 6749, 3.3): a page need not know them to ask for them.
  provider.use((ctx, next) => {
    const asked = String(ctx.query.scope ?? '').split(' ');
    if (ctx.path === '/auth' && !asked.some((scope) => rights.includes(scope)))
      ctx.query = { ...ctx.query, scope: [...asked, ...rights].join(' ') };
    return next();
  });
  return provider;
}

/** What whoever signs in lets the page do: all that the role may. Made anew each time, so that one page's end is not another's. */
async function grantOf({ oidc }: KoaContextWithOIDC, issuer: Issuer) {
  const accountId = oidc.session?.accountId;
  const identity = identityOf(accountId ?? '');
  if (!identity) return undefined;
  const grant = new oidc.provider.Grant({ accountId, clientId: oidc.client?.clientId });
  grant.addOIDCScope('openid profile');
  grant.addResourceScope(RESOURCE, (await issuer.rights())[identity.role].join(' '));
  await grant.save();
  return grant;
}

function show(ctx: KoaContextWithOIDC, html: string): void {
  ctx.type = 'html';
  ctx.body = html;
}
