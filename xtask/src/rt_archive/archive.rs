//! One object file in, a static library with an index out.

/// The library with one member, whose index says that it defines `symbol`. Times and owners are zero, so that the same
/// goes in and out.
pub(super) fn of_one(name: &str, object: &[u8], symbol: &str) -> Vec<u8> {
    const MAGIC: &[u8] = b"!<arch>\n";
    const HEADER: usize = 60;
    // A number of symbols, for each the offset of its member's header, then the names.
    let names = format!("{symbol}\0");
    let index_length = even(4 + 4 + names.len());
    let offset = (MAGIC.len() + HEADER + index_length) as u32;
    let index = [&1_u32.to_be_bytes()[..], &offset.to_be_bytes(), names.as_bytes()].concat();
    let mut library = MAGIC.to_vec();
    member(&mut library, "/", &index, 0);
    member(&mut library, &format!("{name}/"), object, b'\n');
    library
}

/// A header of text in columns, and the content, filled up to an even length.
fn member(library: &mut Vec<u8>, name: &str, content: &[u8], filling: u8) {
    // The index counts its filling as content.
    let length = if filling == 0 { even(content.len()) } else { content.len() };
    debug_assert!(name.len() <= 16, "a long name would stand elsewhere");
    library.extend(format!("{name:<16}{:<12}{:<6}{:<6}{:<8}{length:<10}`\n", 0, 0, 0, 644).as_bytes());
    library.extend(content);
    if content.len() % 2 == 1 {
        library.push(filling);
    }
}

fn even(length: usize) -> usize {
    length.next_multiple_of(2)
}
