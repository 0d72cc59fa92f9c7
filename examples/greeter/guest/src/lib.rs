//! A guest of the world `greeter`: it says who was greeted, and greets them.

mod bindings {
    outwit::bindgen!({ path: "../wit" });
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
