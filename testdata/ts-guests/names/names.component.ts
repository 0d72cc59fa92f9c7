// Results are returned where the tool takes them, and thrown to the component in any case.

import imported from 'default';
import { all, ask, check } from 'other:pkg/types@0.2.1';

import type { R as RResource } from './interfaces/test-names-types@0.2.0.js';
import type { Answer } from './interfaces/other-pkg-types@0.2.1.js';
import type { Exports } from './names.js';
import { pkgTypes as guards } from './names.js';
import { isWitError } from './wit.js';
import type { Done, Failed, Result, u32, u8 } from './wit.js';

class R implements RResource {
  toString(): string {
    return 'an r';
  }

  same(other: R): Result<boolean, string> {
    return { tag: 'ok', val: other === this };
  }
}

/** What a call gives or throws, as a result. */
function result<T>(call: () => T): Result<T, string> {
  try {
    return { tag: 'ok', val: call() };
  } catch (error) {
    if (isWitError(error) && typeof error.payload === 'string') return { tag: 'err', val: error.payload };
    throw error;
  }
}

const namesTypes: Exports['test:names/types@0.2.0'] = {
  R,

  delete(x: u8): Result<u8, string> {
    return result(() => imported(x));
  },
};

const pkgTypes: Exports['other:pkg/types@0.2.1'] = {
  // Its payload has the tag `ok`, so it cannot be told from a result.
  ask(about: boolean): Answer {
    return ask(about);
  },

  check(value: boolean): Done | Failed {
    try {
      check(value);
      return { tag: 'ok' };
    } catch {
      return { tag: 'err' };
    }
  },

  async all(): Promise<Result<readonly u32[], Answer>> {
    try {
      return { tag: 'ok', val: Array.from(all()) };
    } catch (error) {
      if (guards.isAnswer(error)) return { tag: 'err', val: error.payload };
      throw error;
    }
  },
};

function delete_(x: u8): u8 {
  return x + 1;
}

export function toString(): string {
  return 'a component';
}

export {
  namesTypes as 'test:names/types@0.2.0',
  pkgTypes as 'other:pkg/types@0.2.1',
  delete_ as delete,
};

// An export that is missing or does not fit is named here.
({} as typeof import('./names.component.js')) satisfies Exports;
