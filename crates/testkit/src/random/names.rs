//! Names that are never used twice, and what may stand in front of an item.

use super::choices::Choices;
use super::model::Package;

/// Every name is the next one. Some have several words, upper-case words or digits.
#[derive(Default)]
pub(super) struct Names {
    count: usize,
}

const SHAPES: &[&str] = &["a", "item-", "some-LONG-", "x1-y", "HTTP"];

impl Names {
    pub(super) fn next(&mut self, choices: &mut Choices<'_>) -> String {
        let shape = SHAPES[choices.below(SHAPES.len())];
        self.count += 1;
        let letters: String =
            self.count.to_string().bytes().map(|digit| char::from(b'a' + digit - b'0')).collect();
        match shape {
            "HTTP" => format!("HTTP-q{letters}"),
            "a" => format!("z{letters}"),
            other => format!("{other}{letters}"),
        }
    }

    /// One in lower case, as packages need it.
    pub(super) fn lower(&mut self, choices: &mut Choices<'_>) -> String {
        self.next(choices).to_lowercase()
    }
}

/// Names that must be escaped, for fields, cases and parameters: they need not be new.
pub(super) const ESCAPED: &[&str] = &["%type", "%list", "%u8", "%world", "%import"];

/// Where an item stands.
#[derive(Clone, Copy)]
pub(super) struct Place<'m> {
    pub(super) package: &'m Package,
    /// Whether it is a world.
    pub(super) is_world: bool,
    /// The attribute that hides what the item stands in, and which the item needs as well.
    pub(super) gate: Option<&'m str>,
}

impl Place<'_> {
    /// The gate that an item here needs, as a line.
    pub(super) fn gate_line(self) -> String {
        self.gate.map_or(String::new(), |gate| format!("{gate}\n"))
    }

    /// Docs, and gates if the package has a version, in front of an item. `is_used` says whether something else may refer
    /// to the item: then it is there whatever the features are.
    pub(super) fn front(self, is_used: bool, choices: &mut Choices<'_>) -> String {
        let mut front = String::new();
        match choices.below(8) {
            1 => front += "/// One line.\n",
            2 => front += "/// Two lines,\n/// and \"quotes\" \\ here.\n",
            3 => front += "/** A block. */\n",
            _ => {}
        }
        if let Some(gate) = self.gate {
            return front + gate + "\n";
        }
        if !is_used && choices.chance(15) {
            let feature = if choices.chance(50) { "active" } else { "idle" };
            front += &format!("{UNSTABLE}(feature = {feature})\n");
        } else if self.package.version.is_some() && choices.chance(30) {
            front += "@since(version = 0.1.0)\n";
        } else {
            return front;
        }
        // The peer wants the gates of an interface that is there twice to be alike.
        if choices.chance(20) && !self.is_world {
            front += "@deprecated(version = 0.2.0)\n";
        }
        front
    }
}

const UNSTABLE: &str = "@unstable";

/// The attribute in what [`Place::front`] gave that hides an item.
pub(super) fn gate_in(front: &str) -> Option<&str> {
    front.lines().find(|line| line.starts_with(UNSTABLE))
}
