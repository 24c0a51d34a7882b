import type { Account } from '../settings/account.ts';

const CERTIFICATE = 'arn:aws:acm:us-east-1:123456789012:certificate/0f9d1d8a-2e0b-4f1e-9c55-0a1b2c3d4e5f';

/** A stage of which everything is said that can be. */
export const EVERYTHING = {
  domain: { name: 'api.alpes.co', certificate: CERTIFICATE, path: 'entregas' },
  live: { name: 'vivo.alpes.co', certificate: CERTIFICATE },
  cors: ['https://panel.tienda.co', 'https://otra.tienda.co'],
  firewall: { perMinute: 600 },
  plan: {
    perSecond: 50,
    burst: 100,
    quota: { requests: 1_000_000, per: 'MONTH' as const },
    customers: ['tienda-7', 'tienda-8'],
  },
  shift: 'CANARY_10PERCENT_10MINUTES',
  budget: { usdPerMonth: 500 },
  reserved: { stream: 50, authorizer: 50, clock: 2 },
  logClass: 'STANDARD_INFREQUENT_ACCESS',
  backup: {
    vault: 'arn:aws:backup:us-east-1:210987654321:backup-vault:alpes',
    days: 35,
    keys: 'arn:aws:backup:us-east-1:210987654321:backup-vault:alpes-claves',
  },
} satisfies Account;
