import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * What bundles get in place of the SDK's chain of credential providers: Lambda always gives credentials by environment
 * variables, and the chain (sign-in, profiles, instance metadata) is a fifth of a bundle that every cold start would load.
 */
export const defaultProvider = () => fromEnv();
