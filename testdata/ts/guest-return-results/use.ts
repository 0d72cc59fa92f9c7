import type { Exports } from './expected/w.js';
import { api } from './expected/w.js';
import { ask, get } from 'test:guest-return-results/api';

export const exported: Exports['api'] = {
  get: () => {
    // What is called throws, whatever is written returns.
    try {
      return { tag: 'ok', val: get() };
    } catch (error) {
      if (api.isCode(error)) return { tag: 'err', val: error.payload };
      throw error;
    }
  },
  none: () => ({ tag: 'err' }),
  ask: () => ask(),
  maybe: () => ({ tag: 'ok', val: 1 }),
  tell: () => ({ tag: 'ok' }),
  both: () => ({ tag: 'ok', val: [{ tag: 'ok' }] }),
};

// @ts-expect-error: a payload without its result
exported.get = () => new Uint8Array();
// @ts-expect-error: a result where its payload is told by a tag of the same name
exported.ask = () => ({ tag: 'ok', val: { tag: 'ok', val: 1 } });
