import * as client from 'openid-client';
import { CLIENT_ID } from '../provider.ts';

type Tokens = client.TokenEndpointResponse & client.TokenEndpointResponseHelpers;
type Asked = Readonly<Record<string, string | undefined>>;

/** Somebody who signs in with a browser that keeps cookies and runs no script. */
export class Visitor {
  readonly #config: client.Configuration;
  readonly #page: string;
  readonly #cookies = new Map<string, string>();
  readonly #verifier = client.randomPKCECodeVerifier();
  #at = '';

  private constructor(config: client.Configuration, page: string) {
    this.#config = config;
    this.#page = page;
  }

  /** Somebody who knows of an issuer by its URL, and comes from the page at `page`. */
  static async to(issuerUrl: string, page: string): Promise<Visitor> {
    const execute = [client.allowInsecureRequests, client.enableNonRepudiationChecks];
    return new Visitor(
      await client.discovery(new URL(issuerUrl), CLIENT_ID, undefined, client.None(), { execute }),
      page,
    );
  }

  /** Signs in as what is chosen; without a choice, as whoever is signed in already. */
  async enter(chosen?: Readonly<Record<string, string>>, asked?: Asked): Promise<Tokens> {
    let answer = await this.ask(asked);
    if (chosen) answer = await this.#follow(await this.choose(chosen));
    const location = answer.headers.get('location') ?? '';
    if (!location.startsWith(`${this.#page}/entrar?`)) throw new Error(`Not signed in: ${answer.status} ${location}`);
    return client.authorizationCodeGrant(this.#config, new URL(location), { pkceCodeVerifier: this.#verifier });
  }

  /** Begins to sign in, asking for what is usual and what is said otherwise. */
  async ask(changed: Asked = {}): Promise<Response> {
    const asked = {
      redirect_uri: `${this.#page}/entrar`,
      scope: 'openid profile',
      code_challenge: await client.calculatePKCECodeChallenge(this.#verifier),
      code_challenge_method: 'S256',
      ...changed,
    };
    const said = Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const answer = await this.#send(client.buildAuthorizationUrl(this.#config, Object.fromEntries(said)).href);
    this.#at = new URL(answer.headers.get('location') ?? '', this.#config.serverMetadata().issuer).href;
    return answer;
  }

  /** The page on which one chooses. */
  page(): Promise<Response> {
    return this.#send(this.#at);
  }

  /** Sends a form of that page. */
  choose(form: Readonly<Record<string, string>>): Promise<Response> {
    return this.#send(this.#at, form);
  }

  /** Renews tokens. */
  refresh({ refresh_token = '' }: Tokens): Promise<Tokens> {
    return client.refreshTokenGrant(this.#config, refresh_token);
  }

  /** Leaves, and gives where that leads. */
  async leave({ id_token = '' }: Tokens): Promise<string | null> {
    const post_logout_redirect_uri = `${this.#page}/`;
    const url = client.buildEndSessionUrl(this.#config, { id_token_hint: id_token, post_logout_redirect_uri });
    const form = await (await this.#send(url.href)).text();
    const [, action = '', xsrf = ''] =
      /action="([^"]+)"><input type="hidden" name="xsrf" value="([^"]+)"/.exec(form) ?? [];
    return (await this.#send(action, { xsrf, logout: 'yes' })).headers.get('location');
  }

  /** Goes where the provider sends us, until that is the page. */
  async #follow(answer: Response): Promise<Response> {
    const location = answer.headers.get('location');
    if (location === null || location.startsWith(this.#page)) return answer;
    return this.#follow(await this.#send(location));
  }

  async #send(url: string, form?: Readonly<Record<string, string>>): Promise<Response> {
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { Cookie: [...this.#cookies].map((pair) => pair.join('=')).join('; ') },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return answer;
  }
}
