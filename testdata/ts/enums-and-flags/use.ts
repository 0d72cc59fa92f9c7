import type { Exports, Imports, colours } from './expected/enums-and-flags.js';

export const colour: colours.Colour = 'http2-blue';

export function run({ colours }: Exports): boolean {
  const one: 'only' = colours.paint('enum');
  const perms = colours.allowed({ read: true });
  const all: Record<'read' | 'writeAll' | 'static', boolean> = perms;
  colours.allowed({});
  colours.allowed({ writeAll: undefined, static: false });
  // @ts-expect-error: not a flag
  colours.allowed({ write: true });
  return one === 'only' && all.static;
}

export const imports: Imports = {
  'test:enums-and-flags/colours': {
    paint: () => 'only',
    current: () => 'dark-green',
    allowed: ({ read, writeAll }) => ({ read: read && writeAll }),
  },
};

// @ts-expect-error: cases keep their WIT spelling
export const green: colours.Colour = 'darkGreen';
// @ts-expect-error: an output says of every flag whether it is set
export const some: colours.Perms = { read: true };
