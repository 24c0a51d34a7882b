import { readFileSync, writeFileSync } from 'node:fs';
import { documents } from './diagrams/documents.ts';
import { edgesIn } from './diagrams/lives.ts';
import { withDiagrams } from './diagrams/mermaid.ts';

/**
 * `npm run diagrams` draws the state diagrams in the READMEs of the contexts: of sagas from their tables, of aggregates from
 * generated lives of orders. It takes a minute.
 */
const LIVES = 3000;

const edges = edgesIn(LIVES);
for (const { file, diagrams } of documents(edges)) {
  writeFileSync(file, withDiagrams(readFileSync(file, 'utf8'), diagrams));
}
