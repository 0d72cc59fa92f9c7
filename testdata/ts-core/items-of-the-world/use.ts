import { types } from './expected/items.core.js';
import type { CoreExports, CoreImports } from './expected/items.core.js';

export const imports: CoreImports = {
  $root: { second: () => {}, measure: (x, y) => Math.hypot(x, y) },
  helper: { mirror: (axis, textAddress, textLength, result) => {} },
};
export const length = (exports: CoreExports): bigint => exports.length(8, 2, 0.5);
export const mirrored = (exports: CoreExports): number => exports['helper#mirror'](3);

export const spot: 8 = types['test:items/items'].spot.size;
export const imported: 1 = types.helper.axis.cases.y;
export const exported: 1 = types['[export]helper'].axis.cases.down;
export const hidden: 's64' = types['test:items/ends'].inner.fields.deep.type;

// @ts-expect-error: the imported enum has other cases
export const wrong: unknown = types.helper.axis.cases.down;
// @ts-expect-error: it is called `spot` here
export const renamed: unknown = types['test:items/items'].point;
