import { closeKey, forgetKey } from '#shared/runtime/personalData/keys.ts';

/** Deletes the key of a customer as is done when nothing of it is open any more. */
export async function forgotten(subject: string): Promise<void> {
  await closeKey(subject);
  await forgetKey(subject, new Date());
}
