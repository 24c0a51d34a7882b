import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';

/** How a stack names a place in the file that this code was bundled into. */
const PLACE = new RegExp(`${import.meta.url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}:(\\d+):(\\d+)`, 'g');

let map: SourceMap | undefined | null;

/**
 * Stacks name lines of the sources: `functions/ordenes/orden.ts:12:5` where the bundle has `index.mjs:1:40312`. Whoever
 * first reads a stack (the log, Lambda's own runtime) has the map read, which lies beside the bundle; V8 asks for nothing
 * until then. Node's `--enable-source-maps` would read it at every cold start.
 */
Error.prepareStackTrace = (error, frames) => {
  const lines = frames.map((frame) => `\n    at ${frame}`.replace(PLACE, sourceOf));
  return `${Error.prototype.toString.call(error)}${lines.join('')}`;
};

function sourceOf(place: string, line: string, column: string): string {
  if (map === undefined) map = read();
  const found = map?.findEntry(Number(line) - 1, Number(column) - 1);
  if (!found || !('originalSource' in found)) return place;
  return `${found.originalSource}:${found.originalLine + 1}:${found.originalColumn + 1}`;
}

/** `null` where it is missing or broken: then stacks are of the bundle. */
function read(): SourceMap | null {
  try {
    return new SourceMap(JSON.parse(readFileSync(new URL('index.mjs.map', import.meta.url), 'utf8')));
  } catch {
    return null;
  }
}
