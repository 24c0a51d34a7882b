import type { Action } from '../../../service.ts';
import { archiveAnswer, archiveOf, existingArchive } from '../archive/definition.ts';
import type { Core } from '../core.ts';
import { archiveArn } from '../names.ts';

/** Changes the pattern, retention or description of an archive; its events stay. */
export function updateArchive(core: Core): Action {
  return {
    permissions: ({ ArchiveName }) => [{ action: 'events:UpdateArchive', resource: archiveArn(String(ArchiveName)) }],
    async run({ input }) {
      const archive = archiveOf(core, input, existingArchive(core, String(input.ArchiveName)));
      await core.registry.put('archive', archive);
      return archiveAnswer(archive);
    },
  };
}
