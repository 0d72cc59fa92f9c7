import type { Exports, clocks } from './expected/w.js';
import { Bell, Delete } from '$root';
import { Clock as TheirClock } from 'test:guest-resources/clocks@0.1.0';
import ringAll from 'ring-all';

class Clock implements clocks.ExportedClock {
  static name(): string {
    return TheirClock.name();
  }
  static length(): number {
    return TheirClock.length();
  }
  static prototype_(): number {
    return 1;
  }
}

({ clocks: { Clock } }) satisfies Exports;

using bell: Bell = new Bell(1.5);
bell.ring([1, 2]);
bell.ring(new Uint8Array(2));
ringAll([bell]);
Bell.name() satisfies string;
export const gone: Delete | undefined = Delete.prototype;

// @ts-expect-error: the numbers of another array are not bytes
bell.ring(new Float64Array(1));
// @ts-expect-error: what is no array has no length in bytes
bell.ring({ length: 1, 0: 1 });
