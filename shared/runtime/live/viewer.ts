import type { Link } from '../links.ts';
import type { Caller } from '../tokens.ts';

/** Who watches by a connection, and until when (seconds since 1970) the token says so. */
export interface Viewer {
  readonly until: number;
  readonly scopes: readonly string[];
  readonly clienteId?: string;
  readonly conductorId?: string;
  /** It came by this link, without a login: it hears of what that opens, and nothing but that it has changed. */
  readonly link?: Link;
}

/** Whoever has a token, as one who watches. */
export function viewerOf({ actor: { scopes, clienteId, conductorId }, until }: Caller): Viewer {
  return {
    until,
    scopes,
    ...(clienteId !== undefined && { clienteId }),
    ...(conductorId !== undefined && { conductorId }),
  };
}

/** The same with no more rights than these: it stands once beside each topic. */
export function narrowed(viewer: Viewer, scopes: ReadonlySet<string>): Viewer {
  return { ...viewer, scopes: viewer.scopes.filter((scope) => scopes.has(scope)) };
}

/** Whether it may hear of anything now. @param now ms since 1970. */
export function isCurrent({ until }: Pick<Viewer, 'until'>, now: number): boolean {
  return until * 1_000 > now;
}

/** A text, as tables keep it. */
export function toText(viewer: Viewer): string {
  return JSON.stringify(viewer);
}

/** @throws SyntaxError when it is none of ours. */
export function fromText(text: string): Viewer {
  return JSON.parse(text) as Viewer;
}
