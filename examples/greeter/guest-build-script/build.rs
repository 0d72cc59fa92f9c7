//! Writes the bindings of the world `greeter` to `OUT_DIR/greeter.rs`.

fn main() -> Result<(), outwit::build::Error> {
    outwit::build("../wit").world("greeter").generate()
}
