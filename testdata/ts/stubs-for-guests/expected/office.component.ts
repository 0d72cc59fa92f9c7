// Begun by outwit for test:stubs/office@0.3.0, and yours: it is written only where it is missing.

/** A component of the world `test:stubs/office@0.3.0`. */

import type {
  Error as ErrorResource,
  Promise as PromiseResource,
  Trip as TripResource,
} from './interfaces/test-stubs-courier@0.3.0.js';
import type { Label, LabelInput, Parcel } from './interfaces/test-stubs-depot@0.3.0.js';
import type { Exports } from './office.js';
import type { Awaitable, f32, u16, u32, u64, u8 } from './wit.js';

/** One trip. */
class Trip implements TripResource {
  /** Begins it. */
  constructor(parcels: Parcel[]) {
    throw new globalThis.Error('new courier.Trip is not implemented');
  }

  static join(a: Trip, b: Trip): Trip {
    throw new globalThis.Error('courier.Trip.join is not implemented');
  }

  static name(): string {
    throw new globalThis.Error('courier.Trip.name is not implemented');
  }

  static get limit(): Uint16Array | readonly u16[] {
    throw new globalThis.Error('courier.Trip.limit is not implemented');
  }

  /**
   * How far it is by now.
   *
   * \@param is no tag here.
   *
   * @throws {WitError<Fault>}
   */
  progress(): f32 {
    throw new globalThis.Error('courier.Trip.progress is not implemented');
  }

  ['constructor'](): void {
    throw new globalThis.Error('courier.Trip.constructor is not implemented');
  }

  get distance(): u32 {
    throw new globalThis.Error('courier.Trip.distance is not implemented');
  }
  set distance(value: u32) {
    throw new globalThis.Error('courier.Trip.distance is not implemented');
  }
}

/** A resource whose name is that of a global. */
class Error implements ErrorResource {
  why(of: Trip): Error | undefined {
    throw new globalThis.Error('courier.Error.why is not implemented');
  }
}

class Promise implements PromiseResource {
  /** @throws {WitError<Fault>} */
  async keep(): globalThis.Promise<LabelInput> {
    throw new globalThis.Error('courier.Promise.keep is not implemented');
  }
}

/** What a courier does. */
export const courier: Exports['courier'] = {
  Trip,
  Error,
  Promise,

  send(
    what: Parcel,
    to: Label,
    firstClass: boolean,
    insuredFor: u64 | undefined,
    aVeryLongName: string | undefined,
  ): LabelInput {
    throw new globalThis.Error('courier.send is not implemented');
  },

  trips(): readonly Trip[] {
    throw new globalThis.Error('courier.trips is not implemented');
  },

  later(): Awaitable<u8> {
    throw new globalThis.Error('courier.later is not implemented');
  },
};

export const desk: Exports['desk'] = {
  /** @throws {WitError<Fault>} */
  show(it: Trip): Trip {
    throw new globalThis.Error('desk.show is not implemented');
  },
};

/**
 * Opens the office.
 *
 * @throws {WitError<void>}
 */
export function open(at: u8): void {
  throw new globalThis.Error('open is not implemented');
}

export async function wait(): globalThis.Promise<string> {
  throw new globalThis.Error('wait is not implemented');
}

function delete_(): void {
  throw new globalThis.Error('delete is not implemented');
}

export { delete_ as delete };

// An export that is missing or does not fit is named here.
({} as typeof import('./office.component.js')) satisfies Exports;
