// A host of the component, typed by our declarations alone: it provides the imports, calls the exports, and compares.

import { WitError } from './types/wit.js';
import { isProblem } from './types/interfaces/test-vault-store@0.1.0.js';
import type { Exports, UnversionedImports, desk } from './types/vault.js';

/** What the component did, as lines. */
export async function run(instantiate: (imports: UnversionedImports) => Promise<Exports>): Promise<string[]> {
  const told: string[] = [];
  const { store, report } = await instantiate(imports(told));

  equal(report('me'), 'note 1 at 42');
  equal(report(), 'note 2 at 42');
  equal(thrown(() => report('nobody')), 'nobody may not write');
  equal(told, ['42 (loud) by me, a ü, 18446744073709551615', '42 (loud) by undefined, a ü, 18446744073709551615']);

  const box = new store.Box({ read: true, write: true });
  box.put({ key: 'a', value: new Uint8Array([1, 2, 255]), hint: { tag: 'some', val: undefined } });
  box.put({ key: 'b', value: [3], hint: { tag: 'some', val: 7 } });
  const entry = box.get('a');
  equal([...entry.value], [1, 2, 255]);
  equal(entry.hint, { tag: 'some', val: undefined });
  equal(new Blob([entry.value]).size, 3);

  // An error is told from others by its guard, and its payload is typed.
  try {
    box.get('c');
    throw new Error('there is no such entry');
  } catch (error) {
    if (!isProblem(error)) throw error;
    equal(error.payload.tag, 'missing');
  }
  const locked = new store.Box({});
  try {
    locked.put({ key: 'c', value: new Uint8Array(), hint: { tag: 'none' } });
    throw new Error('there is no right to do that');
  } catch (error) {
    if (!isProblem(error) || error.payload.tag !== 'denied') throw error;
    equal(error.payload.val, 'no right to write `c`');
  }

  const other = new store.Box({ write: true });
  other.put({ key: 'd', value: new Uint8Array(1000), hint: { tag: 'none' } });
  const merged = store.Box.merge(box, other);
  equal(merged.keys(), ['a', 'b', 'd']);
  other[Symbol.dispose]();
  merged[Symbol.dispose]();

  equal(store.sum(new Uint32Array([4294967295, 1])), 4294967296n);
  equal(store.sum([1, 2]), 3n);
  equal(store.first(new Uint8Array([9, 8])), 9);
  equal(store.first([9, 8], 1), 8);
  equal(store.first([], 0), undefined);
  equal(store.swap(['x', 0.5]), [0.5, 'x']);
  return told;
}

class Watch implements desk.Watch {
  static #zero = 0;
  readonly #start: number;
  constructor(start: number) {
    this.#start = start;
  }
  static set(zero: number): void {
    Watch.#zero = zero;
  }
  read(): number {
    return Watch.#zero + this.#start;
  }
}

/** What the component may use; it tells what it is given. */
function imports(told: string[]): UnversionedImports {
  return {
    'test:vault/desk': {
      Watch,
      glance: (watch: Watch) => watch.read(),
      write(note) {
        if (note.author === 'nobody') throw new WitError('nobody may not write');
        return told.push(`${note.text} (${note.level}) by ${note.author}, ${note.tags.join(' ')}, ${note.at}`);
      },
    },
    limit: () => 3,
  };
}

/** The text that is the payload of what a function throws. */
function thrown(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    if (error instanceof Error && 'payload' in error) return error.payload;
    throw error;
  }
  throw new Error('nothing was thrown');
}

function equal(found: unknown, expected: unknown): void {
  const text = (value: unknown) => JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part === undefined ? 'undefined' : part));
  if (text(found) !== text(expected)) throw new Error(`${text(found)} is not ${text(expected)}`);
}

/** What must not compile. */
export function wrong({ store }: Exports, { 'test:vault/desk': { Watch } }: UnversionedImports): void {
  // @ts-expect-error A right that does not exist.
  new store.Box({ execute: true });
  // @ts-expect-error The hint is missing.
  new store.Box({}).put({ key: '', value: [] });
  // @ts-expect-error Another resource.
  store.Box.merge(new store.Box({}), new Watch!(1));
  // @ts-expect-error A misspelt key.
  const misspelt: UnversionedImports = { 'test:vault/dusk': {}, limit: () => 1 };
}
