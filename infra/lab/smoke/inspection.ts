import { isDeepStrictEqual } from 'node:util';
import type { Clients } from './clients.ts';
import { PERHAPS_EMPTY, UNKNOWN, type Wanted } from './template.ts';

type Json = Record<string, any>;

/** Something that the template asks for and the grid does not have. */
export interface Drop {
  /** What kind of thing: `AWS::SQS::Queue.RedrivePolicy`; `AWS::SQS::Queue` alone when the whole resource is not there. */
  readonly key: string;
  readonly name: string;
  readonly wanted: unknown;
  readonly seen: unknown;
}

/** How resources of a type are looked at: what the grid tells of one, in the template's spelling. */
export interface Inspector {
  /** The properties that are compared. */
  readonly compares: readonly string[];
  look(clients: Clients, wanted: Wanted): Promise<Json>;
}

/** The properties in which a deployed resource differs from its template. */
export async function inspect(inspector: Inspector, clients: Clients, wanted: Wanted): Promise<Drop[]> {
  let seen: Json;
  try {
    seen = await inspector.look(clients, wanted);
  } catch (error) {
    return [{ key: wanted.type, name: wanted.name, wanted: 'it exists', seen: String(error).slice(0, 200) }];
  }
  return inspector.compares.flatMap((property) => {
    const asked = wanted.properties[property];
    if (asked === undefined || matches(asked, seen[property])) return [];
    return [{ key: `${wanted.type}.${property}`, name: wanted.name, wanted: asked, seen: seen[property] }];
  });
}

/**
 * Whether what is there is what was asked for. Names match the end of an ARN or URL; numbers and booleans their texts; an
 * object may have more than was asked for.
 */
export function matches(wanted: unknown, seen: unknown): boolean {
  if (wanted === PERHAPS_EMPTY) return seen !== undefined;
  if (wanted === UNKNOWN) return seen !== undefined && seen !== '';
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(seen) && wanted.length === seen.length && wanted.every((one) => seen.some((s) => matches(one, s)))
    );
  }
  if (typeof wanted === 'object' && wanted !== null) {
    if (typeof seen !== 'object' || seen === null) return false;
    return Object.entries(wanted).every(([key, value]) => matches(value, (seen as Json)[key]));
  }
  const [asked, found] = [String(wanted), String(seen)];
  return isDeepStrictEqual(asked, found) || found.endsWith(`:${asked}`) || found.endsWith(`/${asked}`);
}
