/// <reference path="./expected/everything.d.ts" />
import { Blob, Token, paint } from 'like:jco/types@1.2.0';
import type { Shape } from 'like:jco/types@1.2.0';
import { get as first } from 'versions:a/types@0.1.0';
import { get as second } from 'versions:a/types@0.2.0';
import { R } from 'like:jco/both@1.2.0';
import say from 'say';
import type * as Everything from 'like:jco/everything@1.2.0';

const shape: Shape = { tag: 'circle', val: 1 };
paint(shape, { read: true });
using blob = new Blob(new Uint8Array());
Blob.merge(blob, Blob.new()).delete();
// @ts-expect-error There is no constructor.
new Token();
using imported = new R();
imported.m();
say(first().x + second().y);

// A resource of one's own need not be disposable, and is none that is imported.
class Own {
  m(): void {}
}
const both = {
  R: Own,
  f: (r: Own): Own => r,
} satisfies typeof Everything.both;
const run: typeof Everything.run = (x) => (x === 'red' ? 1 : 0);
const world: Pick<typeof Everything, 'both' | 'run'> = { both, run };

export { world };
