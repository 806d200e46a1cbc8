//! How a sweep's combinations are dealt out to teams.

use super::Combination;

/// Combinations in a team at most: enough that what the cache fetched is read often.
const MOST: usize = 512;
/// And at least, where there are more: below, the fetching is done too often.
const LEAST: usize = 64;
/// Candles times combinations of a team: rows arrive about as often as one is done.
const WORK: usize = 500_000_000;

/// Combinations of one length.
pub(super) type Piece<'a> = (usize, &'a [Combination]);

/// Deals the combinations of each length to teams, about as many as `threads` or a multiple, so that each has long
/// and short lengths alike: the short ones trade more.
pub(super) fn teams(groups: &[Vec<Combination>], candles: usize, threads: usize) -> Vec<Vec<Piece<'_>>> {
    let total: usize = groups.iter().map(Vec::len).sum();
    let size = (WORK / candles.max(1)).clamp(LEAST, MOST);
    let count = total.div_ceil(size).next_multiple_of(threads.max(1)).min(total);
    let most = total.div_ceil(count.max(1)).max(1);
    let pieces = groups.iter().enumerate();
    let pieces = pieces.flat_map(|(length, group)| group.chunks(most).map(move |piece| (length, piece)));
    let mut teams: Vec<Vec<Piece>> = vec![Vec::new(); count];
    for (number, piece) in pieces.enumerate() {
        // There and back again.
        let turn = number % (2 * count);
        teams[turn.min(2 * count - 1 - turn)].push(piece);
    }
    teams
}
