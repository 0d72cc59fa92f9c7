/**
 * What generated declarations have in common: names for the numbers of WIT, tagged values, and errors.
 *
 * @packageDocumentation
 */
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
/** Whether something that was caught is a {@link WitError}, from this copy of the module or another. */
export function isWitError(error) {
    return error instanceof Error && error.name === 'WitError' && 'payload' in error;
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
