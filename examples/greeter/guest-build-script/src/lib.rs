//! A guest of the world `greeter`, the bindings of which its build script wrote.

mod bindings {
    include!(concat!(env!("OUT_DIR"), "/greeter.rs"));
}

use bindings::example::greeter::logging::{Level, log};
use bindings::exports::example::greeter::greet::{Guest, Person};

struct Component;

impl Guest for Component {
    fn greet(person: Person) -> String {
        let Person { name, age } = person;
        log(Level::Info, &format!("greeting {name}, aged {age}"));
        format!("Hello, {name}! You are {age} years old.")
    }
}

bindings::export!(Component with_types_in bindings);
