// Calls the guest of this case as a core module, and reads what it returns by the tables alone.

import { address, functions, primitives, types } from './generated/test.core.js';
import type { CoreExports, CoreImports } from './generated/test.core.js';
import { hasEvery, read, same, text } from './support.js';

const tables = { address, primitives, types };
const { padded, person } = types['test:records/values'];

export async function run(module: BufferSource): Promise<void> {
  const seen: unknown[] = [];
  const enough = (): never => {
    throw new Error('enough');
  };
  const imports: CoreImports = {
    'test:records/values': {
      one: (one) => {
        seen.push({ one });
        return 1 - one;
      },
      pad: (vA, vB, vC, vD, result) => {
        seen.push({ vA, vB, vC, vD });
        const view = new DataView(guest.memory.buffer);
        view.setUint8(result + padded.fields.a.offset, vC);
        view.setBigUint64(result + padded.fields.b.offset, vB + 1n, true);
        view.setUint8(result + padded.fields.c.offset, vA);
        view.setUint16(result + padded.fields.d.offset, 65535, true);
      },
      'small-one': (vA, vB, result) => {
        seen.push({ vA, vB });
        enough();
      },
      older: enough,
      wrap: enough,
      unwrap: enough,
      people: enough,
      swap: enough,
      single: enough,
    },
  };
  const { instance } = await WebAssembly.instantiate(module, imports);
  const guest = instance.exports as CoreExports;
  guest._initialize?.();
  hasEvery(guest, functions.exports);

  let at = guest['test:records/values#pad'](1, 2n ** 64n - 2n, 3, 0);
  same(read(tables, guest.memory, functions.exports['test:records/values#pad'].result, at), {
    a: 3,
    b: 2n ** 64n - 1n,
    c: 1,
    d: 65535,
  });
  guest['cabi_post_test:records/values#pad']?.(at);

  at = guest['test:records/values#wrap'](...text(guest, 'Ann'), 41, 0, 0, 0.5, -2);
  const { result: nested } = functions.exports['test:records/values#wrap'];
  same(read(tables, guest.memory, nested, at), {
    who: { name: 'Ann', age: 41, tags: [] },
    spot: [-2, 0.5],
    extra: 'none',
  });
  guest['cabi_post_test:records/values#wrap']?.(at);

  // A list of one person, written where the table says.
  const [name, length] = text(guest, 'Grüße');
  const people = guest.cabi_realloc(0, 0, person.align, person.size);
  const view = new DataView(guest.memory.buffer);
  view.setUint32(people + person.fields.name.offset, name, true);
  view.setUint32(people + person.fields.name.offset + address.size, length, true);
  view.setUint32(people + person.fields.age.offset, 7, true);
  view.setUint32(people + person.fields.tags.offset, primitives.string.align, true);
  view.setUint32(people + person.fields.tags.offset + address.size, 0, true);
  at = guest['test:records/values#people'](people, 1);
  same(read(tables, guest.memory, functions.exports['test:records/values#people'].result, at), [
    { who: { name: 'Grüße', age: 7, tags: [] }, spot: [0.5, 0.25], extra: { some: { a: 1, b: 2n, c: 3, d: 4 } } },
  ]);
  guest['cabi_post_test:records/values#people']?.(at);

  // The guest calls its imports until one of them throws.
  let thrown: unknown;
  try {
    guest.run();
  } catch (error) {
    thrown = error;
  }
  same(String(thrown), 'Error: enough');
  same(seen, [{ one: 0 }, { vA: 1, vB: -2n, vC: 3, vD: 0 }, { vA: 255, vB: -128 }]);
}
