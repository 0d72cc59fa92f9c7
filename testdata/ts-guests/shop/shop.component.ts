// The stub that is generated for the world, filled in.

import log from 'log';
import { Bell } from '$root';
import { delete as remove, find, Shelf as Shelves } from 'test:shop/store@0.2.0';
import { now } from 'tools';

import { store } from './shop.js';
import type { Answer, Fault, Order as OrderResource } from './interfaces/test-shop-desk@0.2.0.js';
import type { ItemInput, Shelf } from './interfaces/test-shop-store@0.2.0.js';
import type { Exports } from './shop.js';
import { isWitError, WitError } from './wit.js';
import type { Result, char, f32, s64, u32, u64, u8 } from './wit.js';

/** An error of the declared type. */
function fault(payload: Fault, cause?: unknown): WitError<Fault> {
  return new WitError(payload, { cause });
}

class Order implements OrderResource {
  readonly #names: readonly string[];

  constructor(names: string[]) {
    this.#names = names;
  }

  static label(): string {
    return 'an order';
  }

  static merge(a: Order, b: Order): Order {
    return new Order([...a.#names, ...b.#names]);
  }

  total(on: Shelf): u64 {
    if (this.#names.length === 0) throw fault('empty');
    let sum = 0n;
    for (const name of this.#names) {
      const item = find(on, name);
      if (item === undefined) throw fault('unknown');
      sum += BigInt(Math.round((item.weight ?? 0) * 1000));
    }
    return sum;
  }

  toString(): string {
    return this.#names.join(' and ');
  }

  [Symbol.dispose](): void {
    log(`dropped ${this.#names.join(' and ')}`);
  }
}

const orders: Order[] = [];

/** Asks the host for everything that may go wrong, and says how it went. */
function explore(shelf: Shelf): void {
  const item: ItemInput = { name: 'thing', bytes: new Uint8Array([0, 1, 2, 3]).subarray(1, 3), tags: ['a'], sizes: [65535, 1] };
  log(`put ${shelf.put(item)}, put ${shelf.put({ ...item, bytes: [7], weight: 0.5, sizes: new Uint16Array([8, 9]) })}`);
  for (const name of ['locked', 'gone']) {
    try {
      shelf.put({ ...item, name });
    } catch (error) {
      // The tool's errors are of another realm, so that only the guard knows them.
      if (!store.isRefusal(error)) throw error;
      log(`refused: ${error.payload.tag} ${error.payload.tag === 'locked' ? error.payload.val : ''}`);
    }
  }
  try {
    remove(shelf, 'nothing');
  } catch (error) {
    if (!isWitError(error) || typeof error.payload !== 'string') throw error;
    log(`not deleted: ${error.payload}`);
  }
  log(`nothing: ${find(shelf, 'nothing')}`);
  const [first, second] = shelf.items({ read: true });
  log(`items: ${first?.bytes.join()} ${first?.sizes.join()} ${first?.weight} ${second?.bytes.join()} ${second?.weight}`);
  const other = new Shelves('other');
  log(`${other.name()}, ${Shelves.merge(shelf, other)}`);
  {
    using third = new Shelves('third');
    log(third.name());
  }
  log(`rings ${new Bell().ring(3)} at ${now()}`);
}

export const desk: Exports['desk'] = {
  Order,

  place(order: Order, hint: u32 | undefined, shelf: Shelf | undefined): ItemInput {
    if (shelf === undefined) throw fault('unknown', new Error('no shelf'));
    orders.push(order);
    explore(shelf);
    return { name: `${order.toString()}, ${hint}`, bytes: [1], tags: [], sizes: [] };
  },

  placed(): readonly Order[] {
    return orders;
  },

  async ask(about: string): Promise<Answer> {
    await Promise.resolve();
    switch (about) {
      case 'ok':
        return { tag: 'ok', val: 3 };
      case 'err':
        return { tag: 'err', val: 'an answer, no error' };
      case 'later':
        return { tag: 'later' };
      default:
        throw fault('unknown');
    }
  },

  checked(value: Result<u8, string>): Result<u8, string> {
    return value;
  },

  numbers(low: s64, big: u64, real: f32, sign: char): readonly [s64, u64, f32, char] {
    return [low, big, real, sign];
  },
};

export const front: Exports['front'] = {
  open(): boolean {
    return true;
  },
};

export async function run(args: string[]): Promise<string> {
  await Promise.resolve();
  if (args.length === 0) throw new WitError('nothing to do');
  return args.join(' ');
}

// An export that is missing or does not fit is named here.
({} as typeof import('./shop.component.js')) satisfies Exports;
