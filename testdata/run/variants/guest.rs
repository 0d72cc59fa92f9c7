//! Variants whose payloads share core values of different types.

outwit::bindgen!({ path: "world.wit" });

use exports::test::variants::values::{self as exported, Guest as Values};
use test::variants::values::{self, Joined, Plain, Small, Tree, Wide};

struct Component;
export!(Component);

impl Values for Component {
    fn turn(v: exported::Joined) -> exported::Joined {
        use exported::Joined;
        match v {
            Joined::None => Joined::A(200),
            Joined::A(v) => Joined::B(f32::from(v)),
            Joined::B(v) => Joined::C(v as i64),
            Joined::C(v) => Joined::D(v as f64),
            Joined::D(v) => Joined::E(format!("{v}")),
            Joined::E(v) => Joined::F((v.len() as f32, u64::MAX, -0.0)),
            Joined::F(v) => {
                assert_eq!((v.0, v.1), (4.5, 1 << 40));
                assert!(v.2.is_infinite());
                Joined::None
            }
        }
    }
    fn flip(v: exported::Small) -> exported::Small {
        match v {
            exported::Small::X(v) => exported::Small::Y(v.to_bits()),
            exported::Small::Y(v) => exported::Small::X(f32::from_bits(v)),
        }
    }
    fn swap(v: exported::Wide) -> exported::Wide {
        match v {
            exported::Wide::P(v) => exported::Wide::Q(f64::from(v)),
            exported::Wide::Q(v) => exported::Wide::P(v as f32),
        }
    }
    fn next(v: exported::Plain) -> exported::Plain {
        use exported::Plain;
        match v {
            Plain::One => Plain::Two,
            Plain::Two => Plain::Three,
            Plain::Three => Plain::One,
        }
    }
    fn grow(v: exported::Tree) -> exported::Tree {
        match v {
            exported::Tree::Leaf(text) => {
                exported::Tree::Branch(vec![exported::Joined::E(text), exported::Joined::None])
            }
            exported::Tree::Branch(all) => exported::Tree::Leaf(format!("{}", all.len())),
        }
    }
    fn all(v: Vec<exported::Joined>) -> Vec<exported::Small> {
        let one = |(index, _)| {
            if index % 2 == 0 { exported::Small::Y(index as u32) } else { exported::Small::X(0.5) }
        };
        v.iter().enumerate().map(one).collect()
    }
}

impl Guest for Component {
    fn run() -> u32 {
        assert!(matches!(values::turn(&Joined::None), Joined::A(200)));
        assert!(matches!(values::turn(&Joined::A(255)), Joined::B(v) if v == 255.0));
        assert!(matches!(values::turn(&Joined::B(-2.0)), Joined::C(-2)));
        assert!(matches!(values::turn(&Joined::C(i64::MIN)), Joined::D(v) if v == -9223372036854775808.0));
        assert!(matches!(values::turn(&Joined::D(0.5)), Joined::E(v) if v == "0.5"));
        assert!(
            matches!(values::turn(&Joined::E("12345".into())), Joined::F((l, u64::MAX, z)) if l == 5.0 && z == 0.0 && z.is_sign_negative())
        );
        assert!(matches!(values::turn(&Joined::F((4.5, 1 << 40, f64::INFINITY))), Joined::None));
        assert!(matches!(values::flip(Small::X(1.0)), Small::Y(0x3f80_0000)));
        assert!(matches!(values::flip(Small::Y(0x4000_0000)), Small::X(v) if v == 2.0));
        assert!(matches!(values::swap(Wide::P(0.25)), Wide::Q(v) if v == 0.25));
        assert!(matches!(values::swap(Wide::Q(-8.0)), Wide::P(v) if v == -8.0));
        assert!(matches!(values::next(Plain::One), Plain::Two));
        assert!(matches!(values::next(Plain::Three), Plain::One));
        let branch = values::grow(&Tree::Leaf("leaf".into()));
        assert!(
            matches!(&branch, Tree::Branch(v) if matches!(&v[..], [Joined::E(text), Joined::None] if text == "leaf"))
        );
        assert!(matches!(values::grow(&branch), Tree::Leaf(v) if v == "2"));
        let all = values::all(&[Joined::E("x".into()), Joined::None, Joined::F((0.0, 0, 0.0))]);
        assert!(matches!(all[..], [Small::Y(0), Small::X(_), Small::Y(2)]));
        16
    }
}
