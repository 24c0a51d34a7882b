import { existsSync } from 'node:fs';
import { EXCUSED } from './grants/excused.ts';
import { GRANTS_FOLDER, readGrants, unusedGrants } from './grants/unused.ts';

/**
 * Tells each right that a role has and no test of the last run of `npm test` used. Exit code 1 when there is one that is
 * not excused. An excuse that the run did not need is told only: which cold paths a run takes differs.
 */
function main(): void {
  const grants = existsSync(GRANTS_FOLDER) ? readGrants(GRANTS_FOLDER) : [];
  if (grants.length === 0) {
    console.error('No grid has noted what its roles did: run npm test first, all of it.');
    process.exitCode = 1;
    return;
  }
  const { roles, grants: total, unused, idle } = unusedGrants(grants, EXCUSED);
  for (const grant of unused) console.error(`unused  ${grant}`);
  for (const grant of idle) console.error(`excused in infra/lab/grants/excused.ts, yet used or not granted  ${grant}`);
  console.log(`${total} grants of ${roles} roles, ${unused.length} of them unused and not excused.`);
  if (unused.length > 0) process.exitCode = 1;
}

main();
