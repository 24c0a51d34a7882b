import {
  GetBucketCorsCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { Inspector } from '../inspection.ts';

/** `AWS::S3::Bucket`: who may ask from where, how long files stay, and that nobody else gets in. */
export const bucket: Inspector = {
  compares: ['CorsConfiguration', 'LifecycleConfiguration', 'PublicAccessBlockConfiguration', 'BucketEncryption'],
  async look({ s3 }, { name }) {
    const asked = { Bucket: await calledLike(s3, name) };
    const cors = await told(s3.send(new GetBucketCorsCommand(asked)));
    const lifecycle = await told(s3.send(new GetBucketLifecycleConfigurationCommand(asked)));
    const access = await told(s3.send(new GetPublicAccessBlockCommand(asked)));
    const encryption = await told(s3.send(new GetBucketEncryptionCommand(asked)));
    return {
      CorsConfiguration: {
        CorsRules: cors?.CORSRules?.map(({ MaxAgeSeconds, ...rule }) => ({ ...rule, MaxAge: MaxAgeSeconds })),
      },
      LifecycleConfiguration: {
        Rules: lifecycle?.Rules?.map(({ Expiration, ...rule }) => ({ ...rule, ExpirationInDays: Expiration?.Days })),
      },
      PublicAccessBlockConfiguration: access?.PublicAccessBlockConfiguration,
      BucketEncryption: {
        ServerSideEncryptionConfiguration: encryption?.ServerSideEncryptionConfiguration?.Rules?.map(
          ({ ApplyServerSideEncryptionByDefault }) => ({
            ServerSideEncryptionByDefault: ApplyServerSideEncryptionByDefault,
          }),
        ),
      },
    };
  },
};

/** `AWS::S3::BucketPolicy`. */
export const bucketPolicy: Inspector = {
  compares: ['PolicyDocument'],
  async look({ s3 }, { properties }) {
    const name = String(properties.Bucket);
    const Bucket = await calledLike(s3, name);
    const policy = await told(s3.send(new GetBucketPolicyCommand({ Bucket })));
    return { PolicyDocument: policy?.Policy && JSON.parse(policy.Policy.replaceAll(Bucket, name)) };
  },
};

/** The bucket of a name in which `*` stands for the account and the region. */
export async function calledLike(s3: S3Client, name: string): Promise<string> {
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const found = Buckets.find(({ Name = '' }) => Name.startsWith(name.replace(/\*.*$/, '')))?.Name;
  if (found === undefined) throw new Error(`There is no bucket ${name}.`);
  return found;
}

/** A grid that does not have something may not know the question either. */
function told<T>(asked: Promise<T>): Promise<T | undefined> {
  return asked.catch(() => undefined);
}
