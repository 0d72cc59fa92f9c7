//! Links the library with `cabi_realloc`, on targets for which `rt::realloc` is compiled. `cargo xtask rt-archive` writes it.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=lib");
    let wanted = env::var_os("CARGO_FEATURE_REALLOC").is_some();
    if wanted && env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        println!(
            "cargo::rustc-link-search=native={}/lib",
            env::var("CARGO_MANIFEST_DIR").unwrap_or_default()
        );
        println!("cargo::rustc-link-lib=static=outwit_cabi_realloc");
    }
}
