// Runs the component as jco transpiled it, with the host's program: `run.mjs <transpiled folder> <host module>`.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';

const [transpiled, program] = process.argv.slice(2);
const { instantiate } = await import(pathToFileURL(`${transpiled}/shop.js`));
const { imports, said, use } = await import(pathToFileURL(program));

const load = async (path) => WebAssembly.compile(await readFile(`${transpiled}/${path}`));
// The transpiled module wants what the world itself imports as default exports.
const { Bell, log, ...others } = imports;
const component = await instantiate(load, { ...others, log: { default: log }, bell: { default: Bell } });

assert.deepEqual(use(component), {
  open: true,
  run: 'x y',
  runNothing: 'nothing to do',
  numbers: [-5n, 2n ** 64n - 1n, 0.5, 'é'],
  ask: [{ tag: 'ok', val: 3 }, { tag: 'err', val: 'an answer, no error' }, { tag: 'later' }],
  askOther: 'unknown',
  checked: [{ tag: 'ok', val: 1 }, { tag: 'err', val: 'e' }],
  label: 'an order',
  text: 'a and b',
  merged: 'a and b and c',
  noTotal: 'unknown',
  empty: 'empty',
  noShelf: 'unknown',
  placed: { name: 'a and b, 4', bytes: new Uint8Array([1]), weight: undefined, tags: [], sizes: new Uint16Array() },
  orders: ['a and b'],
  total: 1500n,
  guards: [true, false],
});
assert.deepEqual(said, [
  'put 1, put 2',
  'refused: locked by key',
  'refused: gone ',
  'not deleted: no nothing',
  'nothing: undefined',
  'items: 1,2 65535,1 undefined 7 0.5',
  'other, undefined',
  'third',
  'rings 6 at 7',
  'dropped a and b',
]);
console.log(`${said.length} messages, as expected`);
