import type { Core } from './core.ts';
import type { Bus, Json } from './model.ts';
import { busArn, DEFAULT_BUS, nameOf, notFound, notValid, validation } from './names.ts';

/** AWS's quota for the policy of a bus, in characters. */
const LONGEST_POLICY = 10_240;

/** The bus of that name. Throws `ResourceNotFoundException`. */
export function existingBus({ registry }: Core, name: string): Bus {
  const bus = registry.get('bus', name);
  if (!bus) throw notFound(`Event bus ${name}`);
  return bus;
}

/** Writes a bus and makes its policy known. */
export async function saveBus({ grid, registry }: Core, bus: Bus): Promise<void> {
  await registry.put('bus', bus);
  grid.access.setResourcePolicy(busArn(bus.name), 'events', bus.policy);
}

/** A valid name for a bus that can be created. */
export function newBusName(value: unknown): string {
  const name = nameOf(value, 'Name', 256);
  if (name === DEFAULT_BUS) throw notValid('Name', 'The default event bus exists already.');
  return name;
}

/** Removes a bus. Throws `ValidationException` while it has rules or archives. */
export async function deleteBus({ grid, registry }: Core, name: string): Promise<void> {
  if (name === DEFAULT_BUS) throw validation('Cannot delete event bus default.');
  if (!registry.get('bus', name)) return;
  if (registry.rulesOf(name).length > 0) throw validation(`Event bus ${name} can't be deleted since it has rules.`);
  await registry.delete('bus', name);
  grid.access.setResourcePolicy(busArn(name), 'events', undefined);
}

/** A policy document from its text or its object. */
export function policyOf(value: unknown): Bus['policy'] {
  if (value === undefined || value === null || value === '') return undefined;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (text.length > LONGEST_POLICY) throw notValid('Policy', `it is longer than ${LONGEST_POLICY} characters.`);
  let policy: Json;
  try {
    policy = JSON.parse(text);
  } catch {
    throw notValid('Policy', 'it is not JSON.');
  }
  const statements = Array.isArray(policy.Statement) ? policy.Statement : [policy.Statement];
  if (statements.some((each) => typeof each !== 'object' || each === null))
    throw notValid('Policy', 'it has no Statement.');
  return { Version: policy.Version ?? '2012-10-17', Statement: statements };
}

/** Puts one statement into the policy of a bus, in place of the one with its id, or removes it. */
export async function setStatement(
  core: Core,
  bus: Bus,
  { sid, statement }: { sid: string; statement?: Json },
): Promise<void> {
  const others = (bus.policy?.Statement ?? []).filter((each) => each.Sid !== sid);
  const { policy: _, ...rest } = bus;
  const statements = statement ? [...others, { ...statement, Sid: sid }] : others;
  const policy = statements.length > 0 ? policyOf({ Version: '2012-10-17', Statement: statements }) : undefined;
  await saveBus(core, { ...rest, modifiedAt: core.grid.clock.now(), ...(policy && { policy }) });
}

/** The statement that `PutPermission` and the old form of `AWS::Events::EventBusPolicy` mean. */
export function statementOf(
  bus: string,
  { action, principal, condition }: { action: unknown; principal: unknown; condition?: Json | undefined },
): Json {
  if (action !== 'events:PutEvents') throw notValid('Action', 'Provided value in parameter Action is not supported.');
  if (principal !== '*' && !/^\d{12}$/.test(String(principal)))
    throw notValid('Principal', 'it must be an account or *.');
  return {
    Effect: 'Allow',
    Principal: principal === '*' ? '*' : { AWS: `arn:aws:iam::${principal}:root` },
    Action: 'events:PutEvents',
    Resource: busArn(bus),
    ...(condition && { Condition: { [condition.Type]: { [condition.Key]: condition.Value } } }),
  };
}
