import { readFileSync, writeFileSync } from 'node:fs';
import { withTable } from './gridsTable.ts';

/** Writes into docs/grids.md what the embedded grid acts on. */
const FILE = 'docs/grids.md';

writeFileSync(FILE, withTable(readFileSync(FILE, 'utf8')));
