//! Reading ahead and writing behind: sealing, opening and the disk's own work go on beside the thread that has the bytes.

use std::{
    io::{self, Read, Write},
    sync::mpsc::{Receiver, SyncSender, sync_channel},
};

use super::stream::fill;

/// How many pieces wait between two threads.
const AHEAD: usize = 2;
/// The usual size of a piece in bytes.
pub(crate) const PIECE: usize = 1 << 20;

/// Reads on a thread of its own, a few pieces before they are asked for.
pub(crate) struct ReadAhead {
    pieces: Receiver<io::Result<Vec<u8>>>,
    piece: Vec<u8>,
    at: usize,
    ended: bool,
}

impl ReadAhead {
    /// Read pieces of at most `size` bytes.
    pub(crate) fn of(mut input: impl Read + Send + 'static, size: usize) -> Self {
        let (send, pieces) = sync_channel(AHEAD);
        std::thread::spawn(move || {
            loop {
                let mut piece = vec![0; size];
                let read = fill(&mut input, &mut piece).map(|n| piece.truncate(n));
                let last = read.is_err() || piece.is_empty();
                // Whoever reads may have stopped.
                if send.send(read.map(|()| piece)).is_err() || last {
                    return;
                }
            }
        });
        Self { pieces, piece: Vec::new(), at: 0, ended: false }
    }

    /// The next piece; an empty one at the end.
    pub(super) fn next_piece(&mut self) -> io::Result<Vec<u8>> {
        if self.ended {
            return Ok(Vec::new());
        }
        // The thread says when it has come to the end: one that fell silent has not.
        let piece = self.pieces.recv().map_err(|_| io::Error::other("the reading thread stopped"))??;
        self.ended = piece.is_empty();
        Ok(piece)
    }
}

impl Read for ReadAhead {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.at == self.piece.len() {
            (self.piece, self.at) = (self.next_piece()?, 0);
        }
        let n = self.piece.get(self.at..).unwrap_or_default().read(buf)?;
        self.at += n;
        Ok(n)
    }
}

/// What `work` writes goes to `out` on a thread of its own; `done` ends it there.
pub(crate) fn write_behind<W: Write + Send, E: From<io::Error>>(
    mut out: W,
    done: impl FnOnce(W) -> io::Result<()> + Send,
    work: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<(), E> {
    std::thread::scope(|scope| {
        let (send, pieces) = sync_channel::<Vec<u8>>(AHEAD);
        let thread = scope.spawn(move || {
            pieces.into_iter().try_for_each(|piece| out.write_all(&piece))?;
            done(out)
        });
        let mut pieces = Pieces { send, piece: Vec::with_capacity(PIECE) };
        let worked = work(&mut pieces).and_then(|()| Ok(pieces.hand_on()?));
        drop(pieces);
        let written = thread.join().unwrap_or_else(|_| Err(io::Error::other("the writing thread stopped")));
        // What the disk said comes first: that the thread has stopped is only what follows from it.
        written?;
        worked
    })
}

/// Gathers what is written into pieces for the thread.
struct Pieces {
    send: SyncSender<Vec<u8>>,
    piece: Vec<u8>,
}

impl Pieces {
    fn hand_on(&mut self) -> io::Result<()> {
        let piece = std::mem::replace(&mut self.piece, Vec::with_capacity(PIECE));
        self.send.send(piece).map_err(|_| io::Error::other("the writing thread stopped"))
    }
}

impl Write for Pieces {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        let (now, _) = buf.split_at(buf.len().min(PIECE - self.piece.len()));
        self.piece.extend_from_slice(now);
        if self.piece.len() == PIECE {
            self.hand_on()?;
        }
        Ok(now.len())
    }

    /// What is not a whole piece yet waits for the rest of it.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
