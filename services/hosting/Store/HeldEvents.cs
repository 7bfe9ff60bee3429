using System.Buffers;

namespace Territory.Hosting.Store;

/// <summary>
/// Many events at once, as rows in a few large pieces of memory that are used again. As objects of their own they would
/// outlive the collector's young generations, and with them everything that was read from them.
/// </summary>
public sealed class HeldEvents : IDisposable
{
    private const int PieceSize = 8 * 1024 * 1024;
    private readonly Func<CopiedRow, string, StoredEvent> read;
    private readonly StreamNames streams;
    private readonly List<Place> rows = [];
    private readonly List<byte[]> pieces = [];
    private int used;

    /// <summary>Where a row lies, and what it is put in order by.</summary>
    private readonly record struct Place(int Stream, long Position, int Piece, int Start, int Length);

    internal HeldEvents(StreamNames streams, Func<CopiedRow, string, StoredEvent> read) => (this.streams, this.read) = (streams, read);

    /// <summary>Holds what lies on a heap.</summary>
    internal void Take(Heaps heaps, int heap)
    {
        foreach (var block in heaps.Blocks(heap))
        {
            if (pieces.Count == 0 || used + block.Length > pieces[^1].Length)
            {
                pieces.Add(ArrayPool<byte>.Shared.Rent(Math.Max(block.Length, PieceSize)));
                used = 0;
            }
            heaps.Read(block, pieces[^1].AsSpan(used, block.Length));
            Note(pieces.Count - 1, used, block.Length);
            used += block.Length;
        }
    }

    /// <summary>Stream after stream, each in its order.</summary>
    public IEnumerable<StoredEvent> ByStream()
    {
        rows.Sort((a, b) => a.Stream != b.Stream ? a.Stream.CompareTo(b.Stream) : a.Position.CompareTo(b.Position));
        return rows.Select(row => read(new(pieces[row.Piece].AsMemory(row.Start, row.Length)), streams.Name(row.Stream)));
    }

    private void Note(int piece, int start, int length)
    {
        foreach (var row in CopiedRows.In(pieces[piece].AsMemory(start, length)))
        {
            rows.Add(new(streams.Number(row.Stream), row.Position, piece, start, row.Bytes.Length));
            start += row.Bytes.Length;
        }
    }

    /// <summary>No event may be looked at any more.</summary>
    public void Dispose()
    {
        rows.Clear();
        foreach (var piece in pieces) ArrayPool<byte>.Shared.Return(piece);
        pieces.Clear();
    }
}
