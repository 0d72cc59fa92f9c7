// The stub that is generated for a host of the world, filled in, and a program that uses the component.

import type { Access, Item, ItemInput, Shelf as ShelfResource } from './interfaces/test-shop-store@0.2.0.js';
import type { Bell as BellResource, Exports, UnversionedImports } from './shop.js';
import { desk, store as guards } from './shop.js';
import { isWitError, WitError } from './wit.js';
import type { u32, u64, u8 } from './wit.js';

/** What the component said. */
export const said: string[] = [];

class Shelf implements ShelfResource {
  readonly #name: string;
  readonly items_: ItemInput[] = [];

  constructor(name: string) {
    this.#name = name;
  }

  static merge(into: Shelf, other: Shelf): void {
    into.items_.push(...other.items_);
  }

  name(): string {
    return this.#name;
  }

  put(item: Item): u32 {
    if (item.name === 'locked') throw new WitError<guards.Refusal>({ tag: 'locked', val: 'by key' });
    if (item.name === 'gone') throw new WitError<guards.Refusal>({ tag: 'gone' });
    return this.items_.push(item);
  }

  items(access: Access): readonly ItemInput[] {
    return access.read && !access.writeAll ? this.items_ : [];
  }
}

class Bell implements BellResource {
  ring(times: u8): u32 {
    return times * 2;
  }
}

export const imports: UnversionedImports = {
  'test:shop/store': {
    Shelf,

    find(shelf: Shelf, name: string): ItemInput | undefined {
      return shelf.items_.find((item) => item.name === name);
    },

    delete(_shelf: Shelf, name: string): ItemInput {
      throw new WitError(`no ${name}`);
    },
  },
  tools: {
    now(): u64 {
      return 7n;
    },
  },
  Bell,

  log(message: string): void {
    said.push(message);
  },
};

/** The payload of what `call` throws. */
function thrown(call: () => unknown): unknown {
  try {
    return ['returned', call()];
  } catch (error) {
    return isWitError(error) ? error.payload : error;
  }
}

/** Calls everything; the results by what was called. */
export function use(component: Exports): Record<string, unknown> {
  const { Order } = component.desk;
  const shelf = new Shelf('ours');
  const order = new Order(['a', 'b']);
  const results: Record<string, unknown> = {
    open: component.front.open(),
    run: component.run(['x', 'y']),
    runNothing: thrown(() => component.run([])),
    numbers: component.desk.numbers(-5n, 2n ** 64n - 1n, 0.5, 'é'),
    ask: ['ok', 'err', 'later'].map((about) => component.desk.ask(about)),
    askOther: thrown(() => component.desk.ask('?')),
    checked: [component.desk.checked({ tag: 'ok', val: 1 }), component.desk.checked({ tag: 'err', val: 'e' })],
    label: Order.label(),
    text: order.toString(),
    merged: Order.merge(order, new Order(['c'])).toString(),
    noTotal: thrown(() => order.total(shelf)),
    empty: thrown(() => new Order([]).total(shelf)),
    noShelf: thrown(() => component.desk.place(new Order(['z']))),
    placed: component.desk.place(new Order(['a', 'b']), 4, shelf),
    orders: component.desk.placed().map((placed) => placed.toString()),
  };
  shelf.items_.push({ name: 'a', weight: 1.5, bytes: [], tags: [], sizes: [] });
  shelf.items_.push({ name: 'b', bytes: [], tags: [], sizes: [] });
  results['total'] = order.total(shelf);
  results['guards'] = [desk.isFault(caught(() => order.total(new Shelf('')))), desk.isFault(new Error('other'))];
  order[Symbol.dispose]();
  return results;
}

function caught(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return error;
  }
}
