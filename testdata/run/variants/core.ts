// Calls the guest of this case as a core module, and reads what it returns by the tables alone.

import { address, functions, primitives, types } from './generated/test.core.js';
import type { CoreExports, CoreImports } from './generated/test.core.js';
import { hasEvery, read, same, text } from './support.js';

const tables = { address, primitives, types };
const values = types['test:variants/values'];

export async function run(module: BufferSource): Promise<void> {
  const unused = (): never => {
    throw new Error('nothing is imported here');
  };
  const imports: CoreImports = {
    'test:variants/values': { turn: unused, flip: unused, swap: unused, next: unused, grow: unused, all: unused },
  };
  const { instance } = await WebAssembly.instantiate(module, imports);
  const guest = instance.exports as CoreExports;
  hasEvery(guest, functions.exports);

  const { none, a, b, c, d, e } = values.joined.cases;
  const turn = (tag: number, first: bigint, second: bigint, third: number): unknown => {
    const at = guest['test:variants/values#turn'](tag, first, second, third);
    const value = read(tables, guest.memory, functions.exports['test:variants/values#turn'].result, at);
    guest['cabi_post_test:variants/values#turn']?.(at);
    return value;
  };
  same(turn(none.tag, 0n, 0n, 0), { a: 200 });
  same(turn(a.tag, 7n, 0n, 0), { b: 7 });
  same(turn(b.tag, bits(-1.5, 4), 0n, 0), { c: -1n });
  same(turn(c.tag, -9n, 0n, 0), { d: -9 });
  same(turn(d.tag, bits(0.25, 8), 0n, 0), { e: '0.25' });
  const [at, length] = text(guest, 'four');
  same(turn(e.tag, BigInt(at), BigInt(length), 0), { f: [4, 2n ** 64n - 1n, -0] });

  same(guest['test:variants/values#next'](values.plain.cases.one.tag), values.plain.cases.two.tag);

  const grown = guest['test:variants/values#grow'](values.tree.cases.leaf.tag, ...text(guest, 'leaf'));
  same(read(tables, guest.memory, functions.exports['test:variants/values#grow'].result, grown), {
    branch: [{ e: 'leaf' }, 'none'],
  });
  guest['cabi_post_test:variants/values#grow']?.(grown);
}

/** The bits of a float as a core value of a slot that other cases share. */
function bits(value: number, size: 4 | 8): bigint {
  const view = new DataView(new ArrayBuffer(8));
  if (size === 4) view.setFloat32(0, value, true);
  else view.setFloat64(0, value, true);
  return view.getBigInt64(0, true);
}
