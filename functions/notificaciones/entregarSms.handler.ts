import { delivery } from '#shared/runtime/notifications/deliver.ts';
import { smsProvider } from '#shared/runtime/notifications/sms.ts';
import { avisos } from './notifications/avisos.ts';

/** Brings text messages to people's telephones. */
export const handler = delivery(avisos, smsProvider);
