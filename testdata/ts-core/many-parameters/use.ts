import { functions } from './expected/many-world.core.js';
import type { CoreExports, CoreImports } from './expected/many-world.core.js';

type Many = CoreImports['test:many/many'];

const spilled = functions.imports['test:many/many'].seventeen.spilled;

export const seventeen: Many['seventeen'] = (params) => params + spilled.offsets[1];
export const five: Many['[async-lower]five'] = (params) => params;
export const sixteen: Parameters<CoreExports['test:many/many#sixteen']>['length'] = 16;
export const offsets: readonly [0, 8, 9] = spilled.offsets;
export const lowered: readonly [0, 2, 4, 8, 16] = functions.imports['test:many/many']['[async-lower]five'].spilled.offsets;

// @ts-expect-error: sixteen parameters fit
export const fits: unknown = functions.exports['test:many/many#sixteen'].spilled;
// @ts-expect-error: four parameters of an async call fit
export const fit: unknown = functions.imports['test:many/many']['[async-lower]four'].spilled;
