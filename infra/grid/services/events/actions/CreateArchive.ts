import type { Action } from '../../../service.ts';
import { archiveAnswer, archiveOf } from '../archive/definition.ts';
import type { Core } from '../core.ts';
import { alreadyExists, archiveArn } from '../names.ts';

/** Begins to archive the events of a bus, at once. */
export function createArchive(core: Core): Action {
  return {
    permissions: ({ ArchiveName }) => [{ action: 'events:CreateArchive', resource: archiveArn(String(ArchiveName)) }],
    async run({ input }) {
      const archive = archiveOf(core, input);
      if (core.registry.get('archive', archive.name)) throw alreadyExists(`Archive ${archive.name}`);
      await core.registry.put('archive', archive);
      return archiveAnswer(archive);
    },
  };
}
