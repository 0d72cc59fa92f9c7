//! Circles in graphs, found without recursion and in time proportional to the graph.

use outwit_diagnostics::Span;

use super::NamelessGraph;

/// Nodes that lead to each other, first to last and back to the first, and the place of the edge that closes the circle.
pub(super) struct Cycle {
    /// Of a long circle after many others the ends alone: together they would be as long as the square of the graph.
    pub(super) nodes: Vec<usize>,
    pub(super) span: Span,
}

/// Circles in a graph: one for each edge that leads back in a depth-first walk.
pub(super) fn find_cycles(edges: &NamelessGraph) -> Vec<Cycle> {
    cycles(edges.len(), |node, nth| edges[node].get(nth).copied().map(Some))
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    /// On the path of the walk, at this place.
    Open(u32),
    Done,
}

/// Circles in a graph of so many nodes; `edge` gives the edges of a node one by one, `Some(None)` where one leads nowhere.
pub(super) fn cycles(
    nodes: usize,
    edge: impl Fn(usize, usize) -> Option<Option<(usize, Span)>>,
) -> Vec<Cycle> {
    let mut cycles = Vec::new();
    let mut fuel = nodes * 4;
    let mut state = vec![State::New; nodes];
    let mut path: Vec<(usize, usize)> = Vec::new();
    for root in 0..nodes {
        if state[root] != State::New {
            continue;
        }
        state[root] = State::Open(0);
        path.push((root, 0));
        while let Some((node, next)) = path.last_mut() {
            let Some(found) = edge(*node, *next) else {
                state[*node] = State::Done;
                path.pop();
                continue;
            };
            *next += 1;
            let Some((to, span)) = found else { continue };
            match state[to] {
                State::New => {
                    state[to] = State::Open(path.len() as u32);
                    path.push((to, 0));
                }
                State::Open(from) => {
                    let circle = &path[from as usize..];
                    let ends = if circle.len() > fuel.max(2) {
                        [&circle[..1], &circle[circle.len() - 1..]]
                    } else {
                        [circle, &[]]
                    };
                    let nodes: Vec<usize> = ends.concat().iter().map(|(node, _)| *node).collect();
                    fuel = fuel.saturating_sub(nodes.len());
                    cycles.push(Cycle { nodes, span });
                }
                State::Done => {}
            }
        }
    }
    cycles
}

#[cfg(test)]
mod tests {
    use outwit_diagnostics::FileId;

    use super::*;

    fn graph(edges: &[&[usize]]) -> NamelessGraph {
        let span = |to: usize| Span::new(FileId::from_index(0), to as u32, to as u32);
        edges.iter().map(|targets| targets.iter().map(|to| (*to, span(*to))).collect()).collect()
    }

    #[test]
    fn each_edge_that_leads_back_closes_a_circle() {
        let found = find_cycles(&graph(&[&[1], &[2, 1], &[0, 3], &[]]));
        let nodes: Vec<Vec<usize>> = found.into_iter().map(|cycle| cycle.nodes).collect();
        assert_eq!(nodes, [vec![0, 1, 2], vec![1]]);
        assert!(find_cycles(&graph(&[&[1, 2], &[2], &[]])).is_empty());
    }

    #[test]
    fn many_long_circles_stay_small() {
        let len = 10_000;
        let found = cycles(len, |node, nth| {
            let to = [Some(node + 1).filter(|next| *next < len), Some(0)].get(nth).copied()?;
            Some(to.map(|to| (to, Span::new(FileId::from_index(0), 0, 0))))
        });
        assert_eq!(found.len(), len);
        assert!(found.iter().map(|cycle| cycle.nodes.len()).sum::<usize>() < 8 * len);
        // The walk closes the circles on its way back.
        let ends: Vec<usize> = found.iter().filter_map(|cycle| cycle.nodes.last().copied()).collect();
        assert!(ends.into_iter().rev().eq(0..len));
        assert!(found.iter().all(|cycle| cycle.nodes[0] == 0));
    }
}
