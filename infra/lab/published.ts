import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { contextos } from '#functions/contextos.ts';
import { foldsOf } from '#infra/cdk/derive/generations.ts';
import { breaches, grown, type Lock, lockOf, REWRITE } from '#shared/testing/published.ts';
import { languageOf } from '#shared/testing/sources.ts';

/**
 * `npm run published` adds what is new to events/published.json, and refuses what would break what was published.
 * `npm run published -- --rewrite` writes it anew: only for what no log holds yet.
 */
const file = resolve(import.meta.dirname, '../../events/published.json');
const now = lockOf(await languageOf(contextos, await foldsOf(contextos)));
const old: Lock | undefined =
  existsSync(file) && !process.argv.includes('--rewrite') ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
const wrong = old ? breaches(old, now) : [];
if (wrong.length > 0) {
  process.stderr.write(`${wrong.join('\n')}\n${REWRITE}\n`);
  process.exitCode = 1;
} else {
  writeFileSync(file, `${JSON.stringify(old ? grown(old, now) : now, undefined, 1)}\n`);
}
