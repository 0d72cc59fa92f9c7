"""Writes vectors.json: what the specification's own definitions make of types, values, bytes and handles.

    python3 generate.py FOLDER

FOLDER is that of the published crate `wasm-tools` 1.263.0, which carries the specification's definitions.py and
run_tests.py. The published tests run first, and what they pass to the definitions is written down; then random types and
values go through the same definitions, bytes are damaged at random and read again, and handles are used in random order. The
output is the same for the same FOLDER.

Types: "u8", {"list": T}, {"list": T, "length": n}, {"record": [T]}, {"tuple": [T]}, {"variant": [T or null]}, {"enum": n},
{"flags": n}, {"option": T}, {"result": [T or null, T or null]}, {"map": [K, V]}.
Values: numbers; floats by their bits, chars by their numbers, flags by bit 0 for the first; strings; lists, records and tuples
as arrays; variants, options, results and enums as [case] or [case, payload]; maps as arrays of [key, value].
Memories are hexadecimal. Whatever has no "value" traps.
"""

import json
import math
import random
import struct
import sys
import types

ADDRESSES = ["i32", "i64"]
ENCODINGS = ["utf8", "utf16", "latin1+utf16"]
RANDOM_TYPES = 450
DAMAGED_PER_TYPE = 2
HANDLE_RUNS = 300
MAX_MEMORY = 400


def load_module(name, path, **given):
    """A published file as a module. Python 3.11 reads its annotations only if they are not evaluated."""
    module = sys.modules[name] = types.ModuleType(name)
    module.__dict__.update(given)
    text = open(path, encoding="utf-8").read()
    for published in given:
        text = text.replace(f"\ndef {published}(", f"\ndef published_{published}(")
    yield module
    exec(compile("from __future__ import annotations\n" + text, path, "exec"), module.__dict__)


# ---- types and values as JSON ----

NAMES = {
    "bool": "BoolType", "u8": "U8Type", "u16": "U16Type", "u32": "U32Type", "u64": "U64Type",
    "s8": "S8Type", "s16": "S16Type", "s32": "S32Type", "s64": "S64Type",
    "f32": "F32Type", "f64": "F64Type", "char": "CharType", "string": "StringType",
}


def type_json(t):
    if t is None:
        return None
    for name, cls in NAMES.items():
        if type(t).__name__ == cls:
            return name
    match t:
        case d.ListType(u, None):
            return {"list": type_json(u)}
        case d.ListType(u, length):
            return {"list": type_json(u), "length": length}
        case d.RecordType(fields):
            return {"record": [type_json(f.t) for f in fields]}
        case d.TupleType(ts):
            return {"tuple": [type_json(u) for u in ts]}
        case d.VariantType(cases):
            return {"variant": [type_json(c.t) for c in cases]}
        case d.EnumType(labels):
            return {"enum": len(labels)}
        case d.FlagsType(labels):
            return {"flags": len(labels)}
        case d.OptionType(u):
            return {"option": type_json(u)}
        case d.ResultType(ok, error):
            return {"result": [type_json(ok), type_json(error)]}
        case d.MapType(k, v):
            return {"map": [type_json(k), type_json(v)]}
    raise ValueError(t)


def f32_bits(f):
    return 0x7FC00000 if math.isnan(f) else struct.unpack("<I", struct.pack("<f", f))[0]


def f64_bits(f):
    return 0x7FF8000000000000 if math.isnan(f) else struct.unpack("<Q", struct.pack("<d", f))[0]


def value_json(v, t):
    match t:
        case d.F32Type():
            return f32_bits(v)
        case d.F64Type():
            return f64_bits(v)
        case d.CharType():
            return ord(v)
        case d.StringType():
            return v[0]
        case d.BoolType():
            return bool(v)
        case d.ListType(u, _):
            return [value_json(e, u) for e in v]
        case d.MapType(k, u):
            return [[value_json(e["0"], k), value_json(e["1"], u)] for e in v]
        case d.FlagsType(labels):
            return sum(1 << i for i, label in enumerate(labels) if v[label])
    match d.despecialize(t):
        case d.RecordType(fields):
            return [value_json(v[f.label], f.t) for f in fields]
        case d.VariantType(cases):
            index, payload = d.match_case(v, cases)
            u = cases[index].t
            return [index] if u is None else [index, value_json(payload, u)]
    return v


def flat_json(values, kinds):
    bits = {"f32": f32_bits, "f64": f64_bits}
    return [bits.get(kind, int)(value) for value, kind in zip(values, kinds, strict=True)]


# ---- memories ----


class Heap:
    """Blocks one after the other; what shrinks stays where it is."""

    def __init__(self, start=b""):
        self.memory = bytearray(start) + bytearray(1 << 18)
        self.end = len(start)

    def realloc(self, args):
        old, old_size, align, new_size = args
        if old_size >= new_size and old_size > 0:
            return [old]
        start = d.align_to(self.end, align)
        self.end = start + new_size
        self.memory[start : start + old_size] = self.memory[old : old + old_size]
        return [start]

    def bytes(self):
        return bytes(self.memory[: self.end])


def context(memory, address, encoding, realloc=None):
    return r.mk_cx(d.MemInst(memory, address), encoding, realloc)


def kinds(t, address):
    return d.flatten_type(t, r.mk_opts(d.MemInst(bytearray(), address)))


def lift(t, address, encoding, memory, flat):
    """A vector for lift_flat, of values or traps."""
    vector = {"type": type_json(t), "address": address, "encoding": encoding, "memory": memory.hex()}
    vector["flat"] = flat_json(flat, kinds(t, address))
    try:
        it = d.CoreValueIter(list(flat))
        vector["value"] = value_json(d.lift_flat(context(bytearray(memory), address, encoding), it, t), t)
    except d.Trap:
        pass
    return vector


def lower(t, v, address, encoding):
    """A vector for lower_flat: core values, and what lies in memory behind them."""
    heap = Heap()
    flat = d.lower_flat(context(heap.memory, address, encoding, heap.realloc), v, t)
    vector = {"type": type_json(t), "address": address, "encoding": encoding, "value": value_json(v, t)}
    vector |= {"flat": flat_json(flat, kinds(t, address)), "memory": heap.bytes().hex()}
    return vector, flat, heap.bytes()


def load(t, address, encoding, memory, at):
    """A vector for load."""
    vector = {"type": type_json(t), "address": address, "encoding": encoding, "memory": memory.hex(), "at": at}
    try:
        vector["value"] = value_json(d.load(context(bytearray(memory), address, encoding), at, t), t)
    except d.Trap:
        pass
    return vector


def store(t, v, address, encoding):
    """A vector for store: what lies in memory, the value itself first."""
    heap = Heap()
    [at] = heap.realloc([0, 0, d.alignment(t, address), d.elem_size(t, address)])
    d.store(context(heap.memory, address, encoding, heap.realloc), v, t, at)
    vector = {"type": type_json(t), "address": address, "encoding": encoding, "value": value_json(v, t)}
    return vector | {"memory": heap.bytes().hex(), "at": at}, heap.bytes()


def as_encoded(v, encoding, address):
    """The value with every string in `encoding`, so that storing it copies."""
    if isinstance(v, tuple):
        s = v[0]
        latin1 = all(ord(c) < 0x100 for c in s)
        if encoding == "utf8":
            units = len(s.encode("utf-8"))
        elif encoding == "utf16" or not latin1:
            units = len(s.encode("utf-16-le")) // 2
        else:
            units = len(s)
        if encoding == "latin1+utf16" and not latin1:
            units |= d.utf16_tag(address)
        return (s, encoding, units)
    if isinstance(v, list):
        return [as_encoded(e, encoding, address) for e in v]
    if isinstance(v, dict):
        return {k: as_encoded(e, encoding, address) for k, e in v.items()}
    return v


# ---- random types and values ----

TEXTS = ["", "a", "hé", "\x00", "ÿ", "Ā", "€uro", "\uffff", "😀", "a\U0010ffff", "naïve", "\ud7ff\ue000"]


def random_type(depth):
    leaf = depth == 0 or random.random() < 0.25
    if leaf:
        pick = random.random()
        if pick < 0.1:
            return d.EnumType([str(i) for i in range(random.choice([1, 2, 3, 256, 257]))])
        if pick < 0.2:
            return d.FlagsType([str(i) for i in range(random.choice([1, 3, 8, 9, 16, 17, 31, 32]))])
        return getattr(d, NAMES[random.choice(list(NAMES))])()
    some = lambda: random_type(depth - 1)
    many = lambda: [some() for _ in range(random.randint(1, 4))]
    maybe = lambda: some() if random.random() < 0.7 else None
    match random.randrange(9):
        case 0:
            return d.ListType(some())
        case 1:
            return d.ListType(some(), random.randint(1, 4))
        case 2:
            return d.OptionType(some())
        case 3:
            return d.ResultType(maybe(), maybe())
        case 4:
            return d.MapType(getattr(d, NAMES[random.choice(["bool", "u8", "s64", "char", "string"])])(), some())
        case 5 | 6:
            return d.RecordType([d.FieldType(str(i), t) for i, t in enumerate(many())])
        case 7:
            return d.TupleType(many())
        case _:
            return d.VariantType([d.CaseType(str(i), maybe()) for i in range(random.randint(1, 4))])


def random_int(bits, signed):
    low = -(1 << (bits - 1)) if signed else 0
    high = (1 << (bits - 1)) - 1 if signed else (1 << bits) - 1
    return random.choice([low, high, 0, random.randint(low, high)])


def random_value(t):
    match t:
        case d.BoolType():
            return random.random() < 0.5
        case d.F32Type():
            return d.core_f32_reinterpret_i32(random.choice([0x7FC00000, 0x80000000, 0xFF800000, 0x3FC00000, 1]))
        case d.F64Type():
            return random.choice([math.nan, -0.0, math.inf, 1.5, 5e-324])
        case d.CharType():
            return random.choice(["a", "\0", "\ud7ff", "\ue000", "\U0010ffff"])
        case d.StringType():
            return (random.choice(TEXTS), "", 0)
        case d.ListType(u, length):
            return [random_value(u) for _ in range(random.randint(0, 3) if length is None else length)]
        case d.MapType(k, v):
            return [{"0": random_value(k), "1": random_value(v)} for _ in range(random.randint(0, 3))]
        case d.FlagsType(labels):
            return {label: random.random() < 0.5 for label in labels}
    match d.despecialize(t):
        case d.RecordType(fields):
            return {f.label: random_value(f.t) for f in fields}
        case d.VariantType(cases):
            case = random.choice(cases)
            return {case.label: None if case.t is None else random_value(case.t)}
    name = type(t).__name__
    return random_int(int(name[1:-4]), name[0] == "S")


def layout(t):
    entry = {"type": type_json(t)}
    for address in ADDRESSES:
        entry[address] = {"size": d.elem_size(t, address), "align": d.alignment(t, address), "flat": kinds(t, address)}
    return entry


def damaged(memory):
    memory = bytearray(memory)
    for _ in range(random.randint(1, 3)):
        if memory:
            at = random.randrange(len(memory))
            memory[at] = random.choice([0, 1, 2, 0x7F, 0x80, 0xD8, 0xFF, memory[at] ^ 1, memory[at] ^ 0x80])
    return bytes(memory)


def random_vectors(out):
    for _ in range(RANDOM_TYPES):
        t = random_type(3)
        out["layout"].append(layout(t))
        address, encoding = random.choice(ADDRESSES), random.choice(ENCODINGS)
        v = as_encoded(random_value(t), encoding, address)
        stored, memory = store(t, v, address, encoding)
        if len(memory) > MAX_MEMORY:
            continue
        out["store"].append(stored)
        out["load"].append(load(t, address, encoding, memory, stored["at"]))
        for _ in range(DAMAGED_PER_TYPE):
            out["load"].append(load(t, address, encoding, damaged(memory), stored["at"]))
        if len(kinds(t, address)) > 16:
            continue
        lowered, flat, memory = lower(t, v, address, encoding)
        out["lower"].append(lowered)
        out["lift"].append(lift(t, address, encoding, memory, flat))
        for _ in range(DAMAGED_PER_TYPE):
            wrong = [damage_core(value, kind) for value, kind in zip(flat, kinds(t, address))]
            out["lift"].append(lift(t, address, encoding, damaged(memory), wrong))


def damage_core(value, kind):
    if random.random() < 0.7 or kind in ("f32", "f64"):
        return value
    bits = int(kind[1:])
    return random.choice([0, 1, 2, value + 1, 1 << (bits - 1), (1 << bits) - 1, random.getrandbits(bits)]) % (1 << bits)


def function_vectors(out):
    for _ in range(300):
        params = [random_type(2) for _ in range(random.choice([0, 1, 1, 2, 3, 5, 9]))]
        results = [random_type(2)] if random.random() < 0.8 else []
        ft = d.FuncType(params, results)
        entry = {"params": [type_json(t) for t in params], "result": type_json(results[0]) if results else None}
        for address in ADDRESSES:
            opts = r.mk_opts(d.MemInst(bytearray(), address))
            for name, (side, async_, callback) in CONVENTIONS.items():
                opts.async_, opts.callback = async_, callback
                core = d.flatten_functype(opts, ft, side)
                entry[f"{name} {address}"] = [core.params, core.results]
        out["functions"].append(entry)


CONVENTIONS = {
    "sync-lower": ("lower", False, None),
    "async-lower": ("lower", True, None),
    "sync-lift": ("lift", False, None),
    "callback-lift": ("lift", True, lambda args: args),
    "stackful-lift": ("lift", True, None),
}


# ---- strings ----


def string_vectors(out):
    """From every encoding to every other: the bytes and the length, wherever they are put."""
    for address in ADDRESSES:
        for source in ENCODINGS:
            for target in ENCODINGS:
                for text in dict.fromkeys(r.fun_strings + TEXTS):
                    heap = Heap()
                    v = as_encoded((text, "", 0), source, address)
                    cx = context(heap.memory, address, target, heap.realloc)
                    start, length = d.store_string_into_range(cx, v)
                    tag = d.utf16_tag(address)
                    wide = target == "utf16" or (target == "latin1+utf16" and length & tag)
                    size = (length & ~tag if target == "latin1+utf16" else length) * (2 if wide else 1)
                    memory = bytes(heap.memory[start : start + size])
                    entry = {"address": address, "encoding": target, "value": text}
                    out["strings"].append(entry | {"length": length, "memory": memory.hex()})


WRONG_UTF8 = ["80", "c080", "c1bf", "e08080", "eda080", "edbfbf", "f0808080", "f4908080", "f5808080", "ff", "e282", "61c3", "f09f98"]
WRONG_UTF16 = ["00d8", "00dc", "3dd8", "00de3dd8", "610000d86100", "ffdb"]


def text_traps(out):
    string = d.StringType()
    for address in ADDRESSES:
        tag = d.utf16_tag(address)
        for text in WRONG_UTF8:
            memory = bytes.fromhex(text)
            out["lift"].append(lift(string, address, "utf8", memory, [0, len(memory)]))
        for text in WRONG_UTF16:
            memory = bytes.fromhex(text)
            out["lift"].append(lift(string, address, "utf16", memory, [0, len(memory) // 2]))
            out["lift"].append(lift(string, address, "latin1+utf16", memory, [0, len(memory) // 2 | tag]))
        for encoding in ENCODINGS:
            for start, length in [(1, 1), (2, 1), (8, 0), (9, 0), (0, 1 << 28), (0, (1 << 31) - 1), (tag, 0), (6, 2), (7, 2)]:
                for marked in [0, tag] if encoding == "latin1+utf16" else [0]:
                    memory = bytes(range(0x61, 0x69))
                    out["lift"].append(lift(string, address, encoding, memory, [start, length | marked]))


# ---- handles ----


def handle_vectors(out):
    """One run for each list of steps, inside a call of a guest. A step that traps is the last."""
    for seed in range(HANDLE_RUNS):
        random.seed(f"handles {seed}")
        out["handles"].append(handle_run())


def handle_run():
    store_ = d.Store()
    inst = d.ComponentInstance(store_)
    dropped = []
    elsewhere = d.ComponentInstance(store_)
    resources = [d.ResourceType(elsewhere, lambda args: dropped.append(args[0]) or []) for _ in range(2)]
    resources.append(d.ResourceType(inst))
    task = d.Task(d.FuncType([], []), r.mk_opts(), inst, None, None)
    lowering = d.LiftLowerContext(r.mk_opts(), inst, task)
    subtask = d.Subtask()
    lifting = d.LiftLowerContext(r.mk_opts(), inst, subtask)
    ends = {}
    steps = []

    def step(name, kind, number):
        entry = [name, kind, number]
        steps.append(entry)
        match name:
            case "new":
                [i] = d.canon_resource_new(resources[kind], number)
                return i
            case "rep":
                return d.canon_resource_rep(resources[kind], number)[0]
            case "drop":
                d.canon_resource_drop(resources[kind], number)
                return None
            case "lift-own":
                return d.lift_own(lifting, number, d.OwnType(resources[kind]))
            case "lift-borrow":
                return d.lift_borrow(lifting, number, d.BorrowType(resources[kind]))
            case "lower-own":
                return d.lower_own(lowering, number, d.OwnType(resources[kind]))
            case "lower-borrow":
                return d.lower_borrow(lowering, number, d.BorrowType(resources[kind]))
            case "lower-stream" | "lower-future":
                new = d.new_stream if name == "lower-stream" else d.new_future
                (end, _) = new([None, d.U8Type()][kind % 2], None)
                ends[id(end)] = (end, number)
                lower_ = d.lower_stream if name == "lower-stream" else d.lower_future
                return lower_(lowering, end, end.t)
            case "lift-stream" | "lift-future":
                lift_ = d.lift_stream if name == "lift-stream" else d.lift_future
                end = lift_(lifting, number, [None, d.U8Type()][kind % 2])
                return ends[id(end)][1]
            case "resolve":
                subtask.state = d.Subtask.State.RETURNED
                subtask.deliver_resolve()
                subtask.state = d.Subtask.State.STARTED
                subtask.lenders = []
                return None
            case "return":
                d.trap_if(task.num_borrows > 0)
                return None

    def run(args):
        makers = ["new", "lower-own", "lower-borrow", "lower-stream", "lower-future"]
        users = ["rep", "drop", "lift-own", "lift-borrow", "lift-stream", "lift-future"]
        try:
            for count in range(random.randint(4, 24)):
                pick = random.random()
                if pick < 0.4 or count < 2:
                    name, number = random.choice(makers), 1000 + count
                elif pick < 0.92:
                    name, number = random.choice(users), random.randint(0 if random.random() < 0.1 else 1, len(inst.handles.array))
                    number = plausible(name, number) if random.random() < 0.85 else number
                else:
                    name, number = random.choice(["resolve", "return"]), 0
                kind = likely_kind(name, number) if random.random() < 0.9 else random.randrange(3)
                result = step(name, kind, number)
                steps[-1].append(result)
        except d.Trap:
            steps[-1].append("trap")
        return []

    def plausible(name, number):
        wanted = {"lift-stream": d.ReadableStreamEnd, "lift-future": d.ReadableFutureEnd}.get(name, d.ResourceHandle)
        fitting = [i for i, e in enumerate(inst.handles.array) if isinstance(e, wanted)]
        return random.choice(fitting) if fitting else number

    def likely_kind(name, number):
        if number < len(inst.handles.array):
            match inst.handles.array[number]:
                case d.ResourceHandle() as h:
                    return resources.index(h.rt)
                case d.End() as end:
                    return 0 if end.t is None else 1
        return random.randrange(3)

    r.lift_and_run(r.mk_opts(), inst, d.FuncType([], []), run, lambda: [], lambda _: ())
    return {"steps": steps, "left": sum(1 for _ in inst.handles), "dropped": dropped}


# ---- the published tests ----


def record_published(out):
    """What the published tests pass to the definitions."""

    def test(t, vals_to_lift, v, cx=None, dst_encoding=None, lower_t=None, lower_v=None):
        given = cx if cx is not None else r.mk_cx()
        memory, address = bytes(given.opts.memory.bytes), given.opts.memory.ptr_type()
        vector = lift(t, address, given.opts.string_encoding, memory, vals_to_lift)
        assert ("value" in vector) == (v is not None)
        out["lift"].append(vector)
        if v is not None:
            encoding = dst_encoding or given.opts.string_encoding
            value = as_encoded(lower_v if lower_v is not None else v, encoding, address)
            out["lower"].append(lower(lower_t or t, value, address, encoding)[0])
        rest = {"cx": cx} if cx is not None else {}
        r.published_test(t, vals_to_lift, v, dst_encoding=dst_encoding, lower_t=lower_t, lower_v=lower_v, **rest)

    def test_flatten(t, params, results, addr_type="i32"):
        if len(t.result) <= 1:
            entry = {"params": [type_json(u) for u in t.params], "result": type_json(t.result[0]) if t.result else None}
            opts = r.mk_opts(d.MemInst(bytearray(), addr_type))
            for name, side in [("sync-lower", "lower"), ("sync-lift", "lift")]:
                core = d.flatten_functype(opts, t, side)
                entry[f"{name} {addr_type}"] = [core.params, core.results]
            out["functions"].append(entry)
        r.published_test_flatten(t, params, results, addr_type=addr_type)

    return test, test_flatten


def main():
    global d, r
    folder = sys.argv[1] + "/tests/component-model/design/mvp/canonical-abi/"
    out = {name: [] for name in ["layout", "functions", "lift", "lower", "load", "store", "strings", "handles"]}
    test, test_flatten = record_published(out)
    # A module has its name before it runs: what it passes to the functions above is written down while it runs.
    for d in load_module("definitions", folder + "definitions.py"):
        pass
    for r in load_module("run_tests", folder + "run_tests.py", test=test, test_flatten=test_flatten):
        pass
    published = {name: len(vectors) for name, vectors in out.items()}
    random.seed("outwit")
    for n in [1, 2, 255, 256, 257, 65536, 65537]:
        out["layout"].append(layout(d.EnumType([str(i) for i in range(n)])))
    random_vectors(out)
    function_vectors(out)
    string_vectors(out)
    text_traps(out)
    handle_vectors(out)
    for name, vectors in out.items():
        print(f"{name}: {len(vectors)}, of which published {published[name]}", file=sys.stderr)
    with open(__file__.replace("generate.py", "vectors.json"), "w", encoding="utf-8") as file:
        sections = []
        for name, vectors in out.items():
            lines = ",\n".join(json.dumps(vector, separators=(",", ":")) for vector in vectors)
            sections.append(f'"{name}": [\n{lines}\n]')
        file.write("{\n" + ",\n".join(sections) + "\n}\n")


main()
