import type { Exports, Imports, Point } from './expected/include-renames.js';

export const imports: Imports = { say: (at: Point) => void at.x, log: (text: string) => void text };
export function run({ start, again }: Exports): number {
  // @ts-expect-error: renamed by the include
  ({}) as Exports['run'];
  return start().x + again();
}
