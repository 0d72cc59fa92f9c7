// Begun by outwit for test:stubs/office@0.3.0, and yours: it is written only where it is missing.

/** What this program provides to a component of the world `test:stubs/office@0.3.0`. */

import type { Parcel as ParcelResource } from './interfaces/test-stubs-depot@0.3.0.js';
import type { Imports, Lamp as LampResource } from './office.js';
import type { f64, u32 } from './wit.js';

/** A parcel. */
class Parcel implements ParcelResource {
  /** @throws {WitError<string>} */
  constructor(weight: f64) {
    throw new Error('new depot.Parcel is not implemented');
  }

  static join(all: Parcel[]): Parcel {
    throw new Error('depot.Parcel.join is not implemented');
  }

  get weight(): f64 {
    throw new Error('depot.Parcel.weight is not implemented');
  }

  split(at: Uint32Array<ArrayBuffer>): readonly Parcel[] {
    throw new Error('depot.Parcel.split is not implemented');
  }
}

/** Keeps parcels. */
const depot: Imports['test:stubs/depot@0.3.0'] = {
  Parcel,

  get count(): u32 {
    throw new Error('depot.count is not implemented');
  },

  /** @throws {WitError<string>} */
  async take(which: Parcel): Promise<void> {
    throw new Error('depot.take is not implemented');
  },
};

const imports_: Imports['test:stubs/imports@0.3.0'] = {
  delete(): void {
    throw new Error('imports_.delete is not implemented');
  },
};

/** A lamp of the world. */
class Lamp implements LampResource {
  lit(): boolean {
    throw new Error('Lamp.lit is not implemented');
  }
}

/** All of it, under the names that the world has for it. */
export const imports: Imports = {
  'test:stubs/depot@0.3.0': depot,
  spare: depot,
  'test:stubs/imports@0.3.0': imports_,
  Lamp,

  nearest(to: Lamp): Lamp {
    throw new Error('nearest is not implemented');
  },

  sayIt(text: string): void {
    throw new Error('sayIt is not implemented');
  },
};
