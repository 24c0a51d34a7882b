import { readdirSync, readFileSync } from 'node:fs';

const KB = 1_024;

/** The proportional share of memory of a process and of all that it has started, in bytes: what is shared counts once. */
export function memoryOf(pid: number): number {
  const parents = new Map(
    readdirSync('/proc')
      .filter(isNumber)
      .map((id) => [Number(id), parentOf(id)]),
  );
  const tree = new Set([pid]);
  for (let size = 0; size < tree.size; ) {
    size = tree.size;
    for (const [id, parent] of parents) if (tree.has(parent)) tree.add(id);
  }
  return [...tree].reduce((sum, id) => sum + pssOf(id), 0);
}

function isNumber(name: string): boolean {
  return /^\d+$/.test(name);
}

/** The fourth field, behind a name that may hold anything. */
function parentOf(id: string): number {
  const stat = read(`/proc/${id}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
}

function pssOf(id: number): number {
  return Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${id}/smaps_rollup`))?.[1] ?? 0) * KB;
}

/** Empty for a process that has ended meanwhile. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
