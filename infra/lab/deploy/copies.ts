import type { Change } from './changes.ts';

/**
 * Refuses copies for another account that would stay in the account that is deployed to.
 * @throws Error that names the vault.
 */
export function refuseCopiesAtHome(changes: readonly Change[], account: string): void {
  const vaults = changes.flatMap(({ after: { Resources = {} } }) =>
    Object.values(Resources).flatMap(({ Type, Properties }) =>
      Type === 'AWS::Backup::BackupPlan'
        ? Properties.BackupPlan.BackupPlanRule.flatMap(({ CopyActions = [] }: any) =>
            CopyActions.map(({ DestinationBackupVaultArn }: any) => String(DestinationBackupVaultArn)),
          )
        : [],
    ),
  );
  const home = vaults.find((vault) => vault.split(':')[4] === account);
  if (home) throw new Error(`${home} is of the account that is deployed to (${account}), and falls with it.`);
}
