import { isAbsolute, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What CDK notes of the constructs of a stack: entries by path. */
export type ConstructNotes = Readonly<Record<string, readonly ConstructNote[]>>;

interface ConstructNote {
  readonly type: string;
  readonly data?: unknown;
  /** What was called when the entry was made, where the app was synthesized with stack traces. */
  readonly trace?: readonly string[];
}

/**
 * The end of a frame: `new Pila (/app/lib/pila.ts:12:5)`, without a column where the app is not JavaScript. What is in no function
 * CDK writes as `/app/bin/app.ts:3 (:)`.
 */
const PLACE = /(?:^|[\s(])(?<file>(?:file:\/\/\/|\/|[A-Za-z]:[\\/])[^()]*?):(?<line>\d+)(?::\d+)?(?:\)| \(:\))?$/;

/**
 * The line of the app that makes each resource, by logical id, as far as CDK has noted it: `lib/pila.ts:12`, seen from the
 * folder of this process where it is below that.
 */
export function originsIn(notes: ConstructNotes): ReadonlyMap<string, string> {
  const origins = Object.values(notes).flatMap((entries) => {
    const resource = entries.find(({ type }) => type === 'aws:cdk:logicalId');
    const creation = entries.find(({ type }) => type === 'aws:cdk:creationStack');
    const frames = (creation?.data ?? resource?.trace ?? []) as readonly string[];
    const [line] = frames.flatMap((frame) => lineOf(frame) ?? []);
    return line === undefined ? [] : [[String(resource?.data), line] as const];
  });
  return new Map(origins);
}

/** Where a frame is, unless that is in a package or in Node itself. */
function lineOf(frame: string): string | undefined {
  const { file = '', line } = PLACE.exec(frame)?.groups ?? {};
  if (file === '' || /[\\/]node_modules[\\/]/.test(file)) return undefined;
  const path = file.startsWith('file:') ? fileURLToPath(file) : file;
  const near = relative('.', path);
  return `${near.startsWith('..') || isAbsolute(near) ? path : near}:${line}`;
}
