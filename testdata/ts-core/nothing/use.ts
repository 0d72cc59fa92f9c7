import { functions, types } from './expected/nothing.core.js';
import type { CoreExports, CoreImports } from './expected/nothing.core.js';

export const imports: CoreImports = {};
export const none: {} = types;
export const start = (exports: CoreExports): void => exports._initialize?.();

// @ts-expect-error: nothing is exported
export const anything: unknown = functions.exports.anything;
