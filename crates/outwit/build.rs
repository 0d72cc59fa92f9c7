//! Links the library with `cabi_realloc`, on targets whose standard library has none: those for which `rt::realloc` is
//! compiled. `cargo xtask rt-archive` writes it.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=lib");
    let is = |name: &str, values: &[&str]| env::var(name).is_ok_and(|value| values.contains(&&*value));
    let wanted = env::var_os("CARGO_FEATURE_REALLOC").is_some();
    if wanted && is("CARGO_CFG_TARGET_ARCH", &["wasm32"]) && is("CARGO_CFG_TARGET_ENV", &["", "p1"]) {
        println!(
            "cargo::rustc-link-search=native={}/lib",
            env::var("CARGO_MANIFEST_DIR").unwrap_or_default()
        );
        println!("cargo::rustc-link-lib=static=outwit_cabi_realloc");
    }
}
