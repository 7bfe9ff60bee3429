using System.Buffers.Binary;
using System.Text;

namespace Territory.Hosting.Store;

/// <summary>
/// A row of the log in PostgreSQL's binary COPY format: how many columns it has, then each behind its length, numbers with
/// the highest byte first. Those of fixed length stand first, so that who only sorts rows finds the stream without a search.
/// </summary>
internal readonly struct CopiedRow(ReadOnlyMemory<byte> bytes)
{
    /// <summary>Behind them the body, as text.</summary>
    public const string Columns = "seq_id, id, version, timestamp, stream_id, type";
    private const int PositionAt = 6, IdAt = PositionAt + 8 + 4, VersionAt = IdAt + 16 + 4, RecordedAtAt = VersionAt + 8 + 4, StreamAt = RecordedAtAt + 8;
    /// <summary>The server counts microseconds from here.</summary>
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public ReadOnlyMemory<byte> Bytes => bytes;
    public long Position => Number(PositionAt);
    public Guid Id => new(bytes.Span.Slice(IdAt, 16), bigEndian: true);
    public long Version => Number(VersionAt);
    public DateTimeOffset RecordedAt => Epoch.AddMicroseconds(Number(RecordedAtAt));
    /// <summary>In UTF-8.</summary>
    public ReadOnlySpan<byte> Stream => Column(StreamAt).Span;
    /// <summary>Its stored name.</summary>
    public string Type => Encoding.UTF8.GetString(Column(TypeAt).Span);
    /// <summary>JSON in UTF-8.</summary>
    public ReadOnlyMemory<byte> Body => Column(End(TypeAt));

    private int TypeAt => End(StreamAt);

    private long Number(int at) => BinaryPrimitives.ReadInt64BigEndian(bytes.Span[at..]);

    private ReadOnlyMemory<byte> Column(int at) => bytes.Slice(at + 4, BinaryPrimitives.ReadInt32BigEndian(bytes.Span[at..]));

    private int End(int at) => at + 4 + BinaryPrimitives.ReadInt32BigEndian(bytes.Span[at..]);
}

/// <summary>Where rows end, in bytes that hold several of them.</summary>
internal static class CopiedRows
{
    /// <summary>A signature of eleven bytes, flags, and the length of what else a header may have, which is nothing.</summary>
    public const int Header = 11 + 4 + 4;

    /// <summary>How many bytes the first row has; 0 when none follows it, null when it is not whole yet.</summary>
    public static int? Length(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2) return null;
        var (columns, at) = (BinaryPrimitives.ReadInt16BigEndian(bytes), 2);
        for (; columns > 0; columns--)
        {
            if (bytes.Length < at + 4) return null;
            // -1 stands for null and has no bytes.
            at += 4 + Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(bytes[at..]));
        }
        return columns < 0 ? 0 : at <= bytes.Length ? at : null;
    }

    /// <summary>The rows in bytes that hold nothing but whole ones.</summary>
    public static IEnumerable<CopiedRow> In(ReadOnlyMemory<byte> bytes)
    {
        for (int length; bytes.Length > 0; bytes = bytes[length..])
        {
            length = Length(bytes.Span) ?? throw new InvalidOperationException("A row was cut in two.");
            yield return new(bytes[..length]);
        }
    }
}
