// What the runtime module does when it runs; it stands beside this file as `wit.js`.
import assert from 'node:assert/strict';
import vm from 'node:vm';
import { WitError, isWitError } from './wit.js';

const cause = new Error('below');
const error = new WitError({ tag: 'denied', val: 'no key' }, { cause });
assert.ok(error instanceof Error && isWitError(error));
assert.equal(error.name, 'WitError');
assert.equal(error.cause, cause);
assert.deepEqual(error.payload, { tag: 'denied', val: 'no key' });
assert.equal(String(error), 'WitError: denied: no key');

assert.equal(isWitError(new Error('other')), false);
assert.equal(isWitError({ name: 'WitError', payload: 1 }), false);
assert.equal(isWitError(undefined), false);

const foreign = vm.runInNewContext("class Foreign extends Error { payload = 'x' }; new Foreign()");
assert.ok(!(foreign instanceof Error) && isWitError(foreign), 'an error of another realm');

const message = (payload) => new WitError(payload).message;
assert.equal(message('plain'), 'plain');
assert.equal(message(undefined), 'an error without a payload');
assert.equal(message(7n), '7');
assert.equal(message(false), 'false');
assert.equal(message(null), 'null');
assert.equal(message({ tag: 'not-found' }), 'not-found');
assert.equal(message({ tag: 'at', val: { line: 1, at: 2n } }), 'at: {"line":1,"at":"2"}');
assert.equal(message({ code: 3, big: [1n] }), '{"code":3,"big":["1"]}');
const loop = {};
loop.loop = loop;
assert.equal(message(loop), '[object Object]');
assert.equal(message(new WitError('inner')), '{"name":"WitError","payload":"inner"}');
