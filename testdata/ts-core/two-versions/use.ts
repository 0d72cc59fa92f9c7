import { types } from './expected/versions.core.js';
import type { CoreExports, CoreImports } from './expected/versions.core.js';

export const old: 4 = types['test:dep/types@1.0.0'].point.size;
export const newer: 16 = types['test:dep/types@2.0.0'].point.size;
export const other: 'enum' = types['other:dep/types'].point.kind;
export const used: 'other:dep/types' = types['test:versions/types'].point.type.owner;

export const imports: CoreImports = {
  'test:dep/types@1.0.0': { move: (p) => p },
  'test:dep/types@2.0.0': { move: (x, y, result) => {} },
  'test:versions/types': { draw: () => {} },
  second: { move: (x, y, result) => {} },
};
export const move = (exports: CoreExports): number => exports['test:dep/types@2.0.0#move'](0.5, 1.5);

// @ts-expect-error: the first version has one coordinate
export const missing: unknown = types['test:dep/types@1.0.0'].point.fields.y;
// @ts-expect-error: the first version is not exported
export const unexported: unknown = ({} as CoreExports)['test:dep/types@1.0.0#move'];
