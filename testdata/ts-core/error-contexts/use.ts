import { types } from './expected/errors.core.js';
import type { CoreImports } from './expected/errors.core.js';

export const drop: NonNullable<CoreImports['$root']['[error-context-drop]']> = (context: number) => {};
export const why: 'error-context' = types['test:errors/errors'].failure.fields.why.type;

// @ts-expect-error: engines have error contexts behind a gate
export const always: (context: number) => void = ({} as CoreImports['$root'])['[error-context-drop]'];
