//! Columns as slices, for reading single rows.
//!
//! Invariant: a value is used only after the sum of its block was checked.

use crate::index::Rejection;
use crate::index::columns::Column;
use crate::index::layout::IndexSection;
use crate::index::open::Index;

/// Columns of an index. A column that was not requested is empty.
#[derive(Debug)]
pub(super) struct Slices<'p> {
    index: &'p Index,
    columns: Vec<&'p [u8]>,
}

impl<'p> Slices<'p> {
    /// Requests columns. Call [`Self::vouch`] before each use of a value.
    pub(super) fn of(index: &'p Index, wanted: &[Column]) -> Result<Self, Rejection> {
        let mut columns: Vec<&[u8]> = vec![&[]; Column::ALL.len()];
        for column in wanted {
            let bytes = index.unchecked(IndexSection::Column(*column))?;
            if bytes.len() != index.len() * column.width() {
                return Err(Rejection::Shape);
            }
            columns[*column as usize] = bytes;
        }
        Ok(Self { index, columns })
    }

    /// Checks the sum of the block that contains a row's value.
    pub(super) fn vouch(&self, column: Column, row: usize) -> Result<(), Rejection> {
        self.index.vouch(IndexSection::Column(column), row as u64 * column.width() as u64)
    }

    /// A one-byte value; `None` if the column was not requested.
    pub(super) fn u8(&self, column: Column, row: usize) -> Option<u8> {
        self.columns[column as usize].get(row).copied()
    }

    /// A two-byte value: a code, or a day number.
    pub(super) fn u16(&self, column: Column, row: usize) -> Option<u16> {
        self.columns[column as usize].get(2 * row..2 * row + 2)?.try_into().ok().map(u16::from_le_bytes)
    }

    /// A four-byte value.
    pub(super) fn u32(&self, column: Column, row: usize) -> Option<u32> {
        self.columns[column as usize].get(4 * row..4 * row + 4)?.try_into().ok().map(u32::from_le_bytes)
    }

    /// An eight-byte value.
    pub(super) fn u64(&self, column: Column, row: usize) -> Option<u64> {
        self.columns[column as usize].get(8 * row..8 * row + 8)?.try_into().ok().map(u64::from_le_bytes)
    }

    /// An eight-byte signed value: a moment or an amount.
    pub(super) fn i64(&self, column: Column, row: usize) -> Option<i64> {
        self.u64(column, row).map(u64::cast_signed)
    }
}
