using System.Buffers;
using JasperFx.Events;

namespace Territory.Hosting.Store;

/// <summary>A row of the log, its body not yet read.</summary>
internal readonly record struct EventRow(long Position, Guid Id, string Stream, long Version, IEventType Type, DateTimeOffset RecordedAt, ArraySegment<byte> Body);

/// <summary>
/// Many events at once, as rows in a few large pieces of memory that are used again. As objects of their own they would
/// outlive the collector's young generations, and with them everything that was read from them.
/// </summary>
public sealed class HeldEvents : IDisposable
{
    private const int PieceSize = 4 * 1024 * 1024;
    private readonly Func<EventRow, StoredEvent> read;
    private readonly List<EventRow> rows = [];
    private readonly Dictionary<string, string> streams = new(StringComparer.Ordinal);
    private readonly List<byte[]> pieces = [];
    private int used;

    internal HeldEvents(Func<EventRow, StoredEvent> read) => this.read = read;

    /// <summary>Stream after stream, each in its order.</summary>
    public IEnumerable<StoredEvent> ByStream()
    {
        rows.Sort((a, b) => string.CompareOrdinal(a.Stream, b.Stream) is not 0 and var order ? order : a.Position.CompareTo(b.Position));
        return rows.Select(read);
    }

    internal void Add(EventRow row) => rows.Add(row);

    /// <summary>One string for all events of a stream.</summary>
    internal string Stream(string name)
    {
        if (streams.TryGetValue(name, out var known)) return known;
        return streams[name] = name;
    }

    /// <summary>A copy that goes with all the others.</summary>
    internal ArraySegment<byte> Keep(byte[] body)
    {
        if (pieces.Count == 0 || used + body.Length > pieces[^1].Length)
        {
            pieces.Add(ArrayPool<byte>.Shared.Rent(Math.Max(body.Length, PieceSize)));
            used = 0;
        }
        var kept = new ArraySegment<byte>(pieces[^1], used, body.Length);
        body.CopyTo(kept.AsSpan());
        used += body.Length;
        return kept;
    }

    /// <summary>No event may be looked at any more.</summary>
    public void Dispose()
    {
        rows.Clear();
        foreach (var piece in pieces) ArrayPool<byte>.Shared.Return(piece);
        pieces.Clear();
    }
}
