import { expect, test } from 'vitest';
import { refuseCopiesAtHome } from './copies.ts';

const VAULT = 'arn:aws:backup:us-east-1:210987654321:backup-vault:alpes';
const CHANGES = [
  { before: undefined, after: {} },
  {
    before: undefined,
    after: {
      Resources: {
        Plan: {
          Type: 'AWS::Backup::BackupPlan',
          Properties: {
            BackupPlan: { BackupPlanRule: [{ CopyActions: [{ DestinationBackupVaultArn: VAULT }] }] },
          },
        },
      },
    },
  },
];

test('copies for another account go to another account', () => {
  expect(() => refuseCopiesAtHome(CHANGES, '123456789012')).not.toThrow();
  expect(() => refuseCopiesAtHome(CHANGES, '210987654321')).toThrow(
    `${VAULT} is of the account that is deployed to (210987654321), and falls with it.`,
  );
});
