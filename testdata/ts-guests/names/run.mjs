// Runs the component as jco transpiled it: `run.mjs <transpiled folder> <host module>`.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';

const [transpiled, program] = process.argv.slice(2);
const { instantiate } = await import(pathToFileURL(`${transpiled}/names.js`));
const { imports } = await import(pathToFileURL(program));

const load = async (path) => WebAssembly.compile(await readFile(`${transpiled}/${path}`));
const component = await instantiate(load, { ...imports, default: { default: imports.default } });
const types = component['test:names/types@0.2.0'];
const others = component['other:pkg/types@0.2.1'];
const payload = (call) => {
  try {
    return { returned: call() };
  } catch (error) {
    return { payload: error.payload };
  }
};

assert.equal(component.delete(4), 5);
assert.equal(component.toString(), 'a component');
assert.equal(types.delete(4), 8);
assert.deepEqual(payload(() => types.delete(10)), { payload: 'too many' });
const r = new types.R();
assert.equal(r.toString(), 'an r');
assert.deepEqual([r.same(r), r.same(new types.R())], [true, false]);
assert.deepEqual(others.ask(true), { tag: 'ok', val: 3 });
assert.deepEqual(payload(() => others.ask(false)), { payload: 'no idea' });
assert.deepEqual(payload(() => others.check(true)), { returned: undefined });
assert.deepEqual(payload(() => others.check(false)), { payload: undefined });
assert.deepEqual(others.all(), new Uint32Array([1, 2]));
assert.deepEqual(payload(() => others.all()), { payload: { tag: 'ok', val: 9 } });
console.log('names and returned results, as expected');
