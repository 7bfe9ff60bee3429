namespace Territory.Hosting.Store;

/// <summary>Some of a log's streams, and how they make up parts: for each stream its name and its part.</summary>
public sealed record StreamsInParts(IReadOnlyList<(string Stream, int Part)> Streams, int Parts);

/// <summary>
/// The events of some streams up to a position, read once and laid aside by parts of whole streams. A log has its events in the
/// order in which they were recorded, and a stream's lie pages apart: to look for the events of one part among all others costs
/// nearly as much as to read them all.
/// </summary>
public sealed class LogInParts : IDisposable
{
    private readonly StreamsInParts plan;
    private readonly StreamNames streams;
    private readonly Heaps heaps;
    private readonly Func<CopiedRow, string, StoredEvent> read;

    internal LogInParts(StreamsInParts plan, string folder, Func<CopiedRow, string, StoredEvent> read)
    {
        (this.plan, this.read) = (plan, read);
        streams = new([.. plan.Streams.Select(stream => stream.Stream)]);
        heaps = new(folder, plan.Parts);
    }

    internal void Add(CopiedRow row)
    {
        if (streams.Number(row.Stream) is >= 0 and var stream) heaps.Add(plan.Streams[stream].Part, row.Bytes.Span);
    }

    internal void Seal() => heaps.Seal();

    /// <summary>All of a part in memory, to be looked at stream by stream.</summary>
    public HeldEvents Hold(int part) => new(heaps, part, streams, read);

    /// <summary>A part in the order of the log, of which little is in memory at a time. An event's content is read before the next one.</summary>
    public IEnumerable<StoredEvent> InOrder(int part)
    {
        var block = 0;
        foreach (var length in heaps.Blocks(part))
        {
            var bytes = new byte[length];
            heaps.Read(part, block++, bytes);
            foreach (var row in CopiedRows.In(bytes)) yield return read(row, streams.Name(streams.Number(row.Stream)));
        }
    }

    public void Dispose() => heaps.Dispose();
}
