import type { Action } from '../../../service.ts';
import { existingArchive, deleteArchive as remove } from '../archive/definition.ts';
import type { Core } from '../core.ts';
import { archiveArn } from '../names.ts';

/** Deletes an archive and its events. */
export function deleteArchive(core: Core): Action {
  return {
    permissions: ({ ArchiveName }) => [{ action: 'events:DeleteArchive', resource: archiveArn(String(ArchiveName)) }],
    async run({ input }) {
      await remove(core, existingArchive(core, String(input.ArchiveName)).name);
      return {};
    },
  };
}
