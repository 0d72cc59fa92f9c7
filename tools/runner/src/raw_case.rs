//! A core module and a script in, the script with what came of each call out: values cross the boundary that no host which
//! keeps to the canonical ABI lets through.
//!
//! A line is a comment (`#`), or what an import returns from here on (`name = 7`, or `name = [01 00]` if it writes its result
//! where its last parameter says), or a call of an export (`name(7, [00 01 02]/3)`, where bytes lie in memory and count as so
//! many elements). Behind a call stands ` -> value`, ` returned` or ` trapped`, which is what this prints.

use std::collections::HashMap;
use std::path::Path;

use wasmtime::error::Context as _;
use wasmtime::{
    Caller, Engine, ExternType, Func, FuncType, Instance, Memory, Module, Result, Store, Val, ValType, bail,
    ensure, format_err,
};

use crate::engine;

/// Runs the script in `script` on the module in `module`, each call in an instance of its own, and prints it.
pub(crate) fn raw_case(module: &Path, script: &Path) -> Result<()> {
    let engine = engine::engine()?;
    let bytes = std::fs::read(module).with_context(|| format!("cannot read `{}`", module.display()))?;
    let module = Module::from_binary(&engine, &bytes)?;
    let script =
        std::fs::read_to_string(script).with_context(|| format!("cannot read `{}`", script.display()))?;
    let mut answers = Answers::new();
    for (number, line) in script.lines().enumerate() {
        let outcome = line_of(&engine, &module, line, &mut answers);
        println!("{}", outcome.with_context(|| format!("line {}: `{line}`", number + 1))?);
    }
    Ok(())
}

/// What imports return, by the ends of their names.
type Answers = HashMap<String, Value>;

/// A value as it is written in a script.
#[derive(Clone)]
enum Value {
    Number(i64),
    /// Bytes in memory, and how many elements they are.
    Bytes(Vec<u8>, i64),
}

/// The line with what came of it.
fn line_of(engine: &Engine, module: &Module, line: &str, answers: &mut Answers) -> Result<String> {
    if line.is_empty() || line.starts_with('#') {
        return Ok(line.to_owned());
    }
    if let Some((name, value)) = line.split_once(" = ") {
        answers.insert(name.to_owned(), Value::read(value)?);
        return Ok(line.to_owned());
    }
    let (name, rest) = line.split_once('(').ok_or_else(|| format_err!("neither a call nor an answer"))?;
    let (arguments, _) = rest.rsplit_once(')').ok_or_else(|| format_err!("a `)` is missing"))?;
    let values = arguments.split(", ").filter(|text| !text.is_empty()).map(Value::read);
    let values: Vec<Value> = values.collect::<Result<_>>()?;
    let came = call(engine, module, name, &values, answers)?;
    Ok(format!("{name}({arguments}){came}"))
}

impl Value {
    fn read(text: &str) -> Result<Value> {
        let Some(rest) = text.strip_prefix('[') else {
            let number = text.parse::<i64>().with_context(|| format!("`{text}` is no number"))?;
            return Ok(Value::Number(number));
        };
        let (bytes, count) = rest.split_once(']').ok_or_else(|| format_err!("a `]` is missing"))?;
        let bytes = bytes.split_whitespace().map(|byte| u8::from_str_radix(byte, 16));
        let bytes: Vec<u8> = bytes.collect::<Result<_, _>>()?;
        let count = match count.strip_prefix('/') {
            Some(count) => count.parse::<i64>()?,
            None => bytes.len() as i64,
        };
        Ok(Value::Bytes(bytes, count))
    }
}

/// ` -> value`, ` returned` or ` trapped`.
fn call(engine: &Engine, module: &Module, name: &str, values: &[Value], answers: &Answers) -> Result<String> {
    let mut store = Store::new(engine, ());
    let imports: Vec<_> = module
        .imports()
        .map(|import| match import.ty() {
            ExternType::Func(ty) => Ok(answering(&mut store, ty, answer(answers, import.name())).into()),
            _ => bail!("the module imports `{}`, which is no function", import.name()),
        })
        .collect::<Result<_>>()?;
    let instance = Instance::new(&mut store, module, &imports)?;
    let suffix = format!("#{name}");
    let fits = |export: &str| export == name || export.ends_with(&suffix) && !export.starts_with("cabi_");
    let exports: Vec<&str> = module.exports().map(|export| export.name()).filter(|name| fits(name)).collect();
    let [export] = exports[..] else { bail!("{} exports are called `{name}`", exports.len()) };
    let function = instance
        .get_func(&mut store, export)
        .ok_or_else(|| format_err!("the export `{export}` is no function"))?;
    let mut numbers = Vec::new();
    for value in values {
        match value {
            Value::Number(number) => numbers.push(*number),
            Value::Bytes(bytes, count) => {
                numbers.push(allocate(&mut store, &instance, bytes)?);
                numbers.push(*count);
            }
        }
    }
    let ty = function.ty(&store);
    ensure!(ty.params().len() == numbers.len(), "`{export}` takes {} core values", ty.params().len());
    let arguments: Vec<Val> =
        ty.params().zip(numbers).map(|(ty, number)| core_value(&ty, number)).collect::<Result<_>>()?;
    let mut results = vec![Val::I32(0); ty.results().len()];
    Ok(match (function.call(&mut store, &arguments, &mut results), results.as_slice()) {
        (Err(_), _) => " trapped".to_owned(),
        (Ok(()), [Val::I32(result)]) => format!(" -> {result}"),
        (Ok(()), [Val::I64(result)]) => format!(" -> {result}"),
        (Ok(()), _) => " returned".to_owned(),
    })
}

/// Puts bytes where a host would.
fn allocate(store: &mut Store<()>, instance: &Instance, bytes: &[u8]) -> Result<i64> {
    /// As much as any type needs.
    const ALIGNMENT: i32 = 8;
    let realloc = instance.get_typed_func::<(i32, i32, i32, i32), i32>(&mut *store, "cabi_realloc")?;
    let place = realloc.call(&mut *store, (0, 0, ALIGNMENT, bytes.len() as i32))?;
    let memory = instance
        .get_memory(&mut *store, "memory")
        .ok_or_else(|| format_err!("the module exports no memory"))?;
    memory.write(store, place as u32 as usize, bytes)?;
    Ok(i64::from(place))
}

fn answer(answers: &Answers, import: &str) -> Value {
    answers.get(import).cloned().unwrap_or(Value::Number(0))
}

/// A function that returns this value, or writes these bytes where its last parameter says.
fn answering(store: &mut Store<()>, ty: FuncType, value: Value) -> Func {
    Func::new(store, ty.clone(), move |mut caller: Caller<'_, ()>, arguments, results| {
        match &value {
            Value::Number(number) => {
                for (result, ty) in results.iter_mut().zip(ty.results()) {
                    *result = core_value(&ty, *number)?;
                }
            }
            Value::Bytes(bytes, _) => {
                let place = arguments.last().and_then(Val::i32);
                let place = place.ok_or_else(|| format_err!("the import takes no address"))?;
                let memory: Option<Memory> =
                    caller.get_export("memory").and_then(wasmtime::Extern::into_memory);
                let memory = memory.ok_or_else(|| format_err!("the module exports no memory"))?;
                memory.write(&mut caller, place as u32 as usize, bytes)?;
            }
        }
        Ok(())
    })
}

/// A number as a core value; of one that is too wide, the lower bits.
fn core_value(ty: &ValType, number: i64) -> Result<Val> {
    Ok(match ty {
        ValType::I32 => Val::I32(number as i32),
        ValType::I64 => Val::I64(number),
        _ => bail!("there are no numbers of the type {ty} in scripts"),
    })
}
