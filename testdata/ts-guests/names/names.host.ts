import type { Answer } from './interfaces/other-pkg-types@0.2.1.js';
import type { Imports, UnversionedImports } from './names.js';
import { WitError } from './wit.js';

let lists = 0;

export const imports: UnversionedImports = {
  'other:pkg/types': {
    ask: (about) => {
      if (!about) throw new WitError('no idea');
      return { tag: 'ok', val: 3 };
    },
    check: (value) => {
      if (!value) throw new WitError(undefined);
    },
    all: () => {
      lists += 1;
      if (lists > 1) throw new WitError<Answer>({ tag: 'ok', val: 9 });
      return [1, 2];
    },
  },
  default: ((x) => {
    if (x > 9) throw new WitError('too many');
    return x * 2;
  }) satisfies Imports['default'],
};
