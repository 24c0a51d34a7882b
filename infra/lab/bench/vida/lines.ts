import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** Bytes of all that the functions of a grid have logged. @param folder the grid's data. */
export function linesIn(folder: string): number {
  const logs = path.join(folder, 'logs');
  return readdirSync(logs).reduce((sum, name) => sum + statSync(path.join(logs, name)).size, 0);
}
