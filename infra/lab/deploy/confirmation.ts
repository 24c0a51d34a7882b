import type { Target } from './target.ts';

/**
 * Refuses a command line by which a stage would be taken away that was not said by its own name.
 * @throws Error that says how it is said.
 */
export function refuseUnnamed({ yes, confirm, names }: Pick<Target, 'yes' | 'confirm' | 'names'>): void {
  if (yes || (confirm !== undefined && !isNamed(confirm, names)))
    throw new Error(`What is taken away is said by its name: --confirm ${names.stage}`);
}

/** Whether somebody has said the name of the stage. */
export function isNamed(said: string, names: Target['names']): boolean {
  return said.trim() === names.stage;
}
