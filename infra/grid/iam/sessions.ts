import { createHash, randomInt } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { ACCOUNT, AwsError, type Principal } from '../service.ts';

/** A key pair as an SDK takes it. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** For whom a key stands, and until when by the grid's clock. */
export interface Session {
  readonly accessKeyId: string;
  readonly roleArn: string;
  readonly name: string;
  readonly expires: number;
}

/** Who called when the key is none of the grid's: whoever owns the machine. */
export const OWNER: Principal = { arn: `arn:aws:iam::${ACCOUNT}:user/owner` };

/**
 * How the keys that grids give out begin. One that is over, or that an earlier grid gave out, is known by it: were it
 * taken for an unknown key, its holder would become the owner.
 */
const TEMPORARY = 'ASIAGRID';
const KEY_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The keys that the grid gave out. */
export interface Sessions {
  /** A key pair for an instance that runs as this role: the same for the same session, and good as long as the grid runs. */
  credentialsFor(roleArn: string, session?: string): Credentials;
  /** Lets a temporary key stand for its role. */
  remember(session: Session): void;
  /** @throws ExpiredTokenException for a temporary key that is over. */
  principalOf(accessKeyId: string | undefined): Principal;
  /** The secret of a key that a grid gave out; of others nobody here knows it. */
  secretOf(accessKeyId: string): string | undefined;
}

/** No keys yet. */
export function createSessions(clock: Clock): Sessions {
  const known = new Map<string, { readonly principal: Principal; readonly expires: number }>();
  return {
    credentialsFor(roleArn, session = 'grid') {
      const digest = createHash('sha256').update(`${roleArn} ${session}`).digest('hex').toUpperCase();
      const accessKeyId = TEMPORARY + digest.slice(0, 12);
      known.set(accessKeyId, { principal: sessionOf(roleArn, session), expires: Number.POSITIVE_INFINITY });
      return credentialsOf(accessKeyId);
    },
    remember({ accessKeyId, roleArn, name, expires }) {
      for (const [key, { expires: end }] of known) if (end <= clock.now()) known.delete(key);
      known.set(accessKeyId, { principal: sessionOf(roleArn, name), expires });
    },
    principalOf(accessKeyId) {
      if (accessKeyId === undefined) return OWNER;
      const found = known.get(accessKeyId);
      if (found && clock.now() < found.expires) return found.principal;
      if (!accessKeyId.startsWith(TEMPORARY)) return OWNER;
      throw new AwsError('ExpiredTokenException', 'The security token included in the request is expired');
    },
    secretOf: (accessKeyId) =>
      accessKeyId.startsWith(TEMPORARY) ? credentialsOf(accessKeyId).secretAccessKey : undefined,
  };
}

/** A new temporary key pair. */
export function temporaryCredentials(): Credentials {
  const letter = () => KEY_LETTERS[randomInt(KEY_LETTERS.length)];
  return credentialsOf(TEMPORARY + Array.from({ length: 12 }, letter).join(''));
}

/**
 * What belongs to a key. The secret follows from it, so that none is kept anywhere: it shows whether a request is as its
 * signer made it. It keeps nobody out, since whoever reaches the grid is its owner.
 */
function credentialsOf(accessKeyId: string): Credentials {
  const derived = (what: string) => createHash('sha512').update(`${what} ${accessKeyId}`).digest('base64');
  return {
    accessKeyId,
    secretAccessKey: derived('secret').slice(0, 40),
    sessionToken: derived('token'),
  };
}

/** The principal of a role's session. */
export function sessionOf(roleArn: string, name: string): Principal {
  const roleName = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  return { roleArn, arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${roleName}/${name}` };
}
