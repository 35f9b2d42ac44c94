//! Whole columns, their sums checked, for queries that go through all rows.

use crate::checkpoint::Doubt;
use crate::checkpoint::columns::Column;
use crate::checkpoint::layout::Section;
use crate::checkpoint::picture::Picture;

/// Columns of a picture. One that was not asked for has no bytes.
#[derive(Debug)]
pub(super) struct Slices<'p> {
    columns: Vec<&'p [u8]>,
}

impl<'p> Slices<'p> {
    /// These columns, whole.
    pub(super) fn of(picture: &'p Picture, wanted: impl Iterator<Item = Column>) -> Result<Self, Doubt> {
        let mut columns: Vec<&[u8]> = vec![&[]; Column::ALL.len()];
        for column in wanted {
            let bytes = picture.all(Section::Column(column))?;
            if bytes.len() != picture.len() * column.width() {
                return Err(Doubt::Shape);
            }
            columns[column as usize] = bytes;
        }
        Ok(Self { columns })
    }

    /// A value of one byte; `None` where the column was not asked for.
    pub(super) fn u8(&self, column: Column, row: usize) -> Option<u8> {
        self.columns[column as usize].get(row).copied()
    }

    /// A value of four bytes.
    pub(super) fn u32(&self, column: Column, row: usize) -> Option<u32> {
        self.columns[column as usize].get(4 * row..4 * row + 4)?.try_into().ok().map(u32::from_le_bytes)
    }

    /// A date.
    pub(super) fn i32(&self, column: Column, row: usize) -> Option<i32> {
        self.u32(column, row).map(u32::cast_signed)
    }

    /// A value of eight bytes.
    pub(super) fn u64(&self, column: Column, row: usize) -> Option<u64> {
        self.columns[column as usize].get(8 * row..8 * row + 8)?.try_into().ok().map(u64::from_le_bytes)
    }

    /// A moment or an amount.
    pub(super) fn i64(&self, column: Column, row: usize) -> Option<i64> {
        self.u64(column, row).map(u64::cast_signed)
    }
}
