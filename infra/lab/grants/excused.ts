import type { Excuse } from './unused.ts';

/** Grants that stay although no test can use them. */
export const EXCUSED: readonly Excuse[] = [
  {
    grant: '*: logs:* on log-group:*',
    reason: "Lambda's runtime writes the log with the function's role; the grid writes it without a call.",
  },
  { grant: '*: xray:* on *', reason: 'Segments go to the daemon beside the function, which makes the call on AWS.' },
];
