//! The one lock. Writers wait for it in the order in which they asked, where the system keeps that; readers do not use it.

use super::disk::{Disk, Guard};
use super::error::{AtPath, LogError, Operation};
use std::path::Path;
use std::time::{Duration, Instant};

const FIRST_PAUSE: Duration = Duration::from_millis(1);
const LONGEST_PAUSE: Duration = Duration::from_millis(20);

/// Takes the lock, waiting for up to `wait`.
///
/// # Errors
/// [`LogError::Busy`] if another process held it for the whole time.
pub(crate) fn acquire(disk: &dyn Disk, path: &Path, wait: Duration) -> Result<Guard, LogError> {
    let (start, mut pause) = (Instant::now(), FIRST_PAUSE);
    loop {
        if let Some(guard) = disk.try_lock(path).at(Operation::Lock, path)? {
            return Ok(guard);
        }
        let left = wait.saturating_sub(start.elapsed());
        if left.is_zero() {
            return Err(LogError::Busy { waited: wait });
        }
        if let Some(guard) = disk.wait_lock(path, left).at(Operation::Lock, path)? {
            return Ok(guard);
        }
        std::thread::sleep(pause.min(left));
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

#[cfg(test)]
mod tests {
    use super::super::disk::RealDisk;
    use super::*;

    #[test]
    fn acquire_waits_for_a_held_lock_until_its_timeout() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let path = dir.path().join("lock");
        let held = acquire(&RealDisk::default(), &path, Duration::ZERO).expect("free");
        let refused = acquire(&RealDisk::default(), &path, Duration::from_millis(5));
        assert!(matches!(refused, Err(LogError::Busy { .. })));
        let waiting = std::thread::spawn(move || acquire(&RealDisk::default(), &path, Duration::from_secs(10)).is_ok());
        std::thread::sleep(Duration::from_millis(10));
        drop(held);
        assert!(waiting.join().expect("no panic"));
    }
}
