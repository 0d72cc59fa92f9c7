import type { Exports, things } from './expected/w.js';

class Thing implements things.Thing {
  name = 'a';
  checked = 1;
  owner = undefined;
  get position(): readonly number[] {
    return [1];
  }
  set position(value: Uint32Array) {
    void value.buffer;
  }
  static get max(): bigint {
    return 1n;
  }
}
export const host: things.Imports = { count: 1, Thing };

export function run({ things }: Exports, thing: things.ExportedThing): void {
  thing.position = [1, 2];
  thing.position.buffer satisfies ArrayBuffer;
  thing.name = thing.name + things.count + things.Thing.max;
  thing.checked = thing.checked + 1;
  // @ts-expect-error: it can only be read
  things.count = 1;
  // @ts-expect-error: it can only be read
  thing.owner = undefined;
}
