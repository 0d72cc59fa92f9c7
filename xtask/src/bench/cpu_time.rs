//! The CPU seconds of the programs that this process started and that have ended, by Linux's `/proc`.

use crate::error::{Failure, Result};
use crate::files;
use crate::process::Run;

/// CPU seconds, user and system, of everything that `action` ran to its end.
pub(super) fn of(action: impl FnOnce() -> Result<()>) -> Result<f64> {
    let per_second = ticks_per_second()?;
    let before = children()?;
    action()?;
    let after = children()?;
    Ok((after - before) / per_second)
}

/// Fields 16 and 17 of `/proc/self/stat`, `cutime` and `cstime`: ticks of children that were waited for, and of the
/// children that those waited for.
fn children() -> Result<f64> {
    let stat = files::read("/proc/self/stat".as_ref())?;
    ticks_of_children(&stat).ok_or_else(|| Failure::failed("/proc/self/stat is not as Linux writes it"))
}

fn ticks_of_children(stat: &str) -> Option<f64> {
    // Field 2 is the program's name in parentheses, which may hold spaces; field 3 follows the last parenthesis.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |field: usize| fields.get(field - 3)?.parse::<f64>().ok();
    Some(ticks(16)? + ticks(17)?)
}

fn ticks_per_second() -> Result<f64> {
    let text = Run::new("getconf").arg("CLK_TCK").stdout()?;
    text.trim().parse().map_err(|_| Failure::failed(format!("`getconf CLK_TCK` said {text:?}")))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_fields_are_counted_behind_the_name() {
        let stat = "42 (a (b) c) S 1 2 3 4 5 6 7 8 9 10 11 12 130 20 15 16 17\n";
        assert_eq!(super::ticks_of_children(stat), Some(150.0));
        assert_eq!(super::ticks_of_children("42 (a) S 1"), None);
    }
}
