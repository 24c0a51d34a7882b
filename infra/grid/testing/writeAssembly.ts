import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A cloud assembly of one stack, written by hand, in a new temporary folder; gives the folder. */
export function writeAssembly(template: object): string {
  const folder = mkdtempSync(join(tmpdir(), 'grid-assembly-'));
  const stack = { type: 'aws:cloudformation:stack', properties: { templateFile: 'stack.template.json' } };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ version: '1', artifacts: { stack } }));
  writeFileSync(join(folder, 'stack.template.json'), JSON.stringify(template));
  return folder;
}
