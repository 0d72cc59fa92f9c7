import type { Exports, shop as Shop } from './expected/w.js';
import type { Note } from 'test:guest/store@0.2.0';
import { Thing, save, delete as remove, then } from 'test:guest/store@0.2.0';
import * as backup from 'backup';
import log from 'log';
import { store as guards } from './expected/w.js';
import { WitError } from './expected/wit.js';

class Order implements Shop.Order {
  #items: Uint32Array;
  constructor(items: Uint32Array) {
    this.#items = items;
  }
  total(): bigint {
    if (this.#items.length === 0) throw new WitError('nothing');
    return BigInt(this.#items.length);
  }
  toString(): string {
    return 'order';
  }
  static empty(): Order {
    return new Order(new Uint32Array());
  }
}

const note: Note = { text: '', bytes: new Uint8Array() };

const world = {
  shop: {
    Order,
    last: (of) => (of.name() === '' ? undefined : { text: of.name(), bytes: [1, 2] }),
    orders: () => [Order.empty()],
  },
  /** The tools wait for a promise, whatever WIT says. */
  async run(args) {
    log(args.join(' '));
    using thing = save(note);
    save({ ...note, bytes: [1] }, 1n);
    remove(thing.name());
    backup.save(note);
    try {
      Thing.delete(new Thing('a'));
    } catch (error) {
      if (guards.isRefusal(error) && error.payload.tag === 'locked') log(error.payload.val);
    }
    then();
  },
} satisfies Exports;
export const shop: Exports['shop'] = world.shop;
export const run: Exports['run'] = world.run;

// @ts-expect-error: an export is missing
({ run: () => {} }) satisfies Exports;
// @ts-expect-error: an export of an interface is missing
({ ...world, shop: { Order, orders: () => [] } }) satisfies Exports;
// @ts-expect-error: misspelt
({ ...world, shops: world.shop }) satisfies Exports;
// @ts-expect-error: a thing is no order
({ ...world, shop: { ...world.shop, orders: () => [new Thing('a')] } }) satisfies Exports;
// @ts-expect-error: not a note
save({ text: 1 });
