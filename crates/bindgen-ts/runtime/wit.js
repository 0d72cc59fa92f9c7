/// <reference lib="esnext.disposable" preserve="true" />
/**
 * The error of a function whose result is a WIT `result`. Imports throw it to give the component an error; exports
 * throw it when the component gives one.
 */
export class WitError extends Error {
    name = 'WitError';
    /** The payload of `err`; `undefined` if it has none. */
    payload;
    constructor(payload, options) {
        super(describe(payload), options);
        this.payload = payload;
    }
}
/**
 * Whether something that was caught is an error with a payload: a {@link WitError} from this copy of the module or another,
 * or what other tools throw in its place. Their classes may be of another realm, where `instanceof` knows no error of this one.
 */
export function isWitError(error) {
    return isObject(error) && 'payload' in error && Object.prototype.toString.call(error) === '[object Error]';
}
/** Whether a value has one of these tags: for guards. */
export function hasTag(value, tags) {
    return isObject(value) && 'tag' in value && isOneOf(value.tag, tags);
}
/** Whether a value is one of these strings: for guards. */
export function isOneOf(value, cases) {
    return typeof value === 'string' && cases.includes(value);
}
/** Whether a value is an object with all of these keys: for guards. */
export function hasKeys(value, keys) {
    return isObject(value) && keys.every((key) => key in value);
}
function isObject(value) {
    return typeof value === 'object' && value !== null;
}
/** A payload in a few words: a string as it is, a variant by its tag, anything else by its content. */
function describe(payload) {
    if (payload === undefined)
        return 'an error without a payload';
    if (typeof payload === 'string')
        return payload;
    if (typeof payload !== 'object' || payload === null)
        return String(payload);
    const { tag, val } = payload;
    if (typeof tag !== 'string')
        return content(payload);
    return val === undefined ? tag : `${tag}: ${typeof val === 'object' ? content(val) : String(val)}`;
}
function content(value) {
    try {
        return JSON.stringify(value, (_key, part) => (typeof part === 'bigint' ? String(part) : part));
    }
    catch {
        return String(value);
    }
}
