import { Arn, ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault, type IBackupVault } from 'aws-cdk-lib/aws-backup';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { AccountPrincipal, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { StageSettings } from '../defaults.ts';
import type { Account } from '../settings/account.ts';
import { acknowledge } from './acknowledge.ts';
import { namesIn } from './stageStack.ts';

/** What is copied, and who is told when that fails. */
interface BackedUp {
  readonly eventLog: Table;
  readonly keys: Table;
  readonly alarms: Topic;
  readonly settings: StageSettings;
}

/** At 3 in Colombia. */
const DAILY = Schedule.cron({ hour: '8', minute: '0' });
/** For what a copy is made of: the account itself has recovery to any second. */
const HERE = Duration.days(2);

/**
 * Copies of each day's event log, and of its keys if they have a vault of their own, in vaults of another account. Keys are
 * there, as here, for less than `keyRecoveryDays`: AWS deletes a copy within eight hours of its last day, which is counted
 * from when the backup began. So whoever is forgotten is soon forgotten there too, however long copies of the log are kept.
 *
 * @throws Error where a stage keeps deleted keys for less than a copy of them would.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/deleting-backups.html
 */
export class Backup extends Construct {
  readonly #vault: BackupVault;
  readonly #role: Role;

  constructor(
    scope: Construct,
    { vault, days, keys }: NonNullable<Account['backup']>,
    { eventLog, keys: keysTable, alarms, settings }: BackedUp,
  ) {
    super(scope, 'Backup');
    const { removal, stage, keyRecoveryDays } = settings;
    const key = new Key(this, 'Key', {
      description: 'By which backups are encrypted until they are copied to another account',
      enableKeyRotation: true,
      removalPolicy: removal,
    });
    this.#vault = new BackupVault(this, 'Vault', {
      backupVaultName: namesIn(this).of('copias'),
      encryptionKey: key,
      removalPolicy: removal,
    });
    const vaults = keys ? [vault, keys] : [vault];
    for (const account of new Set(vaults.map((one) => Arn.split(one, ArnFormat.COLON_RESOURCE_NAME).account as string)))
      letCopy(key, account);
    this.#role = this.#copier(key, [eventLog, keysTable], vaults);
    this.#plan('registro', eventLog, { vault, kept: Duration.days(days) });
    if (keys) {
      if (keyRecoveryDays < 2)
        throw new Error(
          `The context's account.${stage}.backup.keys: the stage ${stage} keeps no key that was deleted, and no copy of one.`,
        );
      this.#plan('claves', keysTable, { vault: keys, kept: Duration.days(keyRecoveryDays - 1) });
    }
    this.#tellFailures(alarms);
  }

  #plan(name: string, table: Table, { vault, kept }: { readonly vault: string; readonly kept: Duration }): void {
    const plan = new BackupPlan(this, name, {
      backupPlanName: namesIn(this).of(`copias-${name}`),
      backupVault: this.#vault,
      backupPlanRules: [
        new BackupPlanRule({
          ruleName: name,
          scheduleExpression: DAILY,
          startWindow: Duration.hours(1),
          completionWindow: Duration.hours(12),
          deleteAfter: HERE,
          copyActions: [{ destinationBackupVault: this.#elsewhere(name, vault), deleteAfter: kept }],
        }),
      ],
    });
    plan.addSelection('Table', {
      resources: [BackupResource.fromDynamoDbTable(table)],
      role: this.#role,
      disableDefaultBackupPolicy: true,
    });
  }

  #elsewhere(name: string, vault: string): IBackupVault {
    return BackupVault.fromBackupVaultArn(this, `To-${name}`, vault);
  }

  /**
   * Of AWS's own policy for backups, what these two tables take.
   * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForBackup.html
   */
  #copier(key: Key, tables: readonly Table[], targets: readonly string[]): Role {
    const role = new Role(this, 'Copier', {
      assumedBy: new ServicePrincipal('backup.amazonaws.com'),
      description: 'Copies the event log and the keys to vaults of another account',
    });
    const points = Stack.of(this).formatArn({
      service: 'backup',
      resource: 'recovery-point',
      resourceName: '*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const statements = [
      {
        actions: ['dynamodb:DescribeTable', 'dynamodb:ListTagsOfResource', 'dynamodb:StartAwsBackupJob'],
        resources: tables.map(({ tableArn }) => tableArn),
      },
      { actions: ['backup:DescribeBackupVault'], resources: [this.#vault.backupVaultArn, ...targets] },
      { actions: ['backup:CopyIntoBackupVault'], resources: [...targets] },
      {
        actions: ['backup:CopyFromBackupVault'],
        resources: [points],
        conditions: { 'ForAnyValue:ArnEquals': { 'backup:CopyTargets': targets } },
      },
      { actions: ['backup:TagResource'], resources: [points] },
      { actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'], resources: [key.keyArn] },
      {
        actions: ['kms:CreateGrant'],
        resources: [key.keyArn],
        conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      },
    ];
    for (const statement of statements) role.addToPolicy(new PolicyStatement(statement));
    acknowledge(role, {
      'IAM5[Resource::arn:<AWS::Partition>:backup:<AWS::Region>:<AWS::AccountId>:recovery-point:*]':
        'AWS names a recovery point when it makes it.',
    });
    return role;
  }

  /** @see https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-backup.html */
  #tellFailures(alarms: Topic): void {
    const { backupVaultArn, backupVaultName } = this.#vault;
    const failing = {
      'Backup Job State Change': { state: ['FAILED', 'ABORTED', 'EXPIRED'], backupVaultName: [backupVaultName] },
      'Copy Job State Change': { state: ['FAILED'], sourceBackupVaultArn: [backupVaultArn] },
    };
    for (const [detailType, detail] of Object.entries(failing))
      new Rule(this, detailType.slice(0, detailType.indexOf(' ')), {
        description: 'Una copia para otra cuenta no se hizo',
        eventPattern: { source: ['aws.backup'], detailType: [detailType], detail },
        targets: [new SnsTopic(alarms)],
      });
  }
}

/**
 * Lets AWS Backup in the account of a vault read what it copies there.
 * @see https://repost.aws/knowledge-center/backup-troubleshoot-cross-account-copy
 */
function letCopy(key: Key, account: string): void {
  const principals = [new AccountPrincipal(account)];
  key.addToResourcePolicy(
    new PolicyStatement({ principals, actions: ['kms:Decrypt', 'kms:DescribeKey'], resources: ['*'] }),
  );
  key.addToResourcePolicy(
    new PolicyStatement({
      principals,
      actions: ['kms:CreateGrant'],
      resources: ['*'],
      conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    }),
  );
}
