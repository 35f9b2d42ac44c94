//! One file of the in-memory file system: its current bytes, its synced bytes, and what a crash leaves.

/// What a crash leaves of unsynced data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// Everything: only the process died.
    Nothing,
    /// No byte and no name.
    All,
    /// All bytes, but no new name.
    Names,
    /// The first half of each file's new bytes.
    Half,
    /// Zeros in place of the new bytes: the new length was written, the bytes were not.
    Zeros,
    /// The second half of the new bytes, with zeros before it.
    Hole,
}

impl Loss {
    /// Every kind of loss.
    pub const ALL: [Self; 6] = [Self::Nothing, Self::All, Self::Names, Self::Half, Self::Zeros, Self::Hole];
}

#[derive(Clone, Default)]
pub(super) struct Node {
    pub(super) live: Vec<u8>,
    pub(super) synced: Vec<u8>,
    /// Which bytes of `live` a failed sync has dropped.
    given_up: Vec<bool>,
}

impl Node {
    /// A file whose bytes are all synced.
    pub(super) fn on_medium(bytes: &[u8]) -> Self {
        Self { live: bytes.to_vec(), synced: bytes.to_vec(), given_up: vec![false; bytes.len()] }
    }

    pub(super) fn write(&mut self, bytes: &[u8], offset: usize) {
        let end = offset + bytes.len();
        if self.live.len() < end {
            self.live.resize(end, 0);
        }
        self.live[offset..end].copy_from_slice(bytes);
        self.given_up.resize(self.live.len(), false);
        self.given_up[offset..end].fill(false);
    }

    pub(super) fn set_len(&mut self, len: usize) {
        self.live.resize(len, 0);
        self.given_up.resize(len, false);
    }

    pub(super) fn sync(&mut self) {
        let old = |at: usize| self.synced.get(at).copied().unwrap_or(0);
        let lost = self.given_up.iter().enumerate();
        self.synced = lost.map(|(at, &lost)| if lost { old(at) } else { self.live[at] }).collect();
    }

    pub(super) fn fail_sync(&mut self) {
        for (at, lost) in self.given_up.iter_mut().enumerate() {
            *lost |= self.synced.get(at) != Some(&self.live[at]);
        }
    }

    pub(super) fn lose(&mut self, loss: Loss) {
        self.live = self.after(loss);
        self.synced = self.live.clone();
        self.given_up = vec![false; self.live.len()];
    }

    fn after(&self, loss: Loss) -> Vec<u8> {
        let mut now = self.clone();
        now.sync();
        let (old, new) = (&self.synced, &now.synced);
        let same = old.iter().zip(new).take_while(|(a, b)| a == b).count();
        let half = same + (new.len() - same) / 2;
        match loss {
            Loss::Nothing | Loss::Names => new.clone(),
            Loss::All => old.clone(),
            Loss::Half => [&new[..half], old.get(half..).unwrap_or_default()].concat(),
            Loss::Zeros | Loss::Hole => {
                let mut bytes = old.clone();
                bytes.resize(new.len(), 0);
                if loss == Loss::Hole {
                    bytes[half..].copy_from_slice(&new[half..]);
                }
                bytes
            }
        }
    }
}
