import { functions, types } from './expected/wit_.core.js';
import type { CoreImports } from './expected/wit_.core.js';

export const imports: CoreImports = {
  'test:hostile/constructor': {
    then: (...parts) => {},
    results: (result, params, result_) => {},
    readonly: () => 0,
    get: (a1, b0, b1, b1_) => {},
  },
};

const here = types['test:hostile/constructor'];
export const field: 'u8' = here['to-string'].fields.constructor.type;
export const bit: 1 = here['core-imports'].bits.readonly;
export const tag: 0 = here['value-of'].cases.constructor.tag;
export const count: 4 = functions.imports['test:hostile/constructor'].then.params.length;

// @ts-expect-error: names are those of WIT
export const camel: unknown = here['to-string'].fields.hasOwnProperty.type;
