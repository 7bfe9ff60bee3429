namespace Territory.Hosting.Store;

/// <summary>Some of a log's streams, and how they make up parts: for each stream its name and its part.</summary>
public sealed record StreamsInParts(IReadOnlyList<(string Stream, int Part)> Streams, int Parts)
{
    /// <summary>Kinds of which less is read than was recorded.</summary>
    public IReadOnlyList<InShort> InShort { get; init; } = [];
}

/// <summary>
/// The events of some streams up to a position, read once and laid aside by parts of whole streams. A log has its events in the
/// order in which they were recorded, and a stream's lie pages apart: to look for the events of one part among all others costs
/// nearly as much as to read them all.
/// </summary>
public sealed class LogInParts : IDisposable
{
    private readonly StreamsInParts plan;
    private readonly StreamNames streams;
    /// <summary>One for each stretch of the log, in its order.</summary>
    private readonly List<Heaps> stretches = [];
    private readonly string folder;
    private readonly Func<CopiedRow, string, StoredEvent> read;

    internal LogInParts(StreamsInParts plan, string folder, Func<CopiedRow, string, StoredEvent> read)
    {
        (this.plan, this.folder, this.read) = (plan, folder, read);
        streams = new([.. plan.Streams.Select(stream => stream.Stream)]);
    }

    /// <summary>Begins another stretch of the log, behind those begun before it. Stretches may be laid aside at the same time.</summary>
    /// <exception cref="NoRoomException">The folder takes no file.</exception>
    internal Heaps Begin()
    {
        stretches.Add(new(folder, plan.Parts));
        return stretches[^1];
    }

    /// <summary>Lays a row aside with the next of its stretch, if it is of one of the streams.</summary>
    internal void Add(Heaps stretch, CopiedRow row)
    {
        if (streams.Number(row.Stream) is >= 0 and var stream) stretch.Add(plan.Streams[stream].Part, row.Bytes.Span);
    }

    /// <summary>All of a part in memory, to be looked at stream by stream.</summary>
    public HeldEvents Hold(int part)
    {
        var held = new HeldEvents(streams, read);
        foreach (var stretch in stretches) held.Take(stretch, part);
        return held;
    }

    /// <summary>A part in the order of the log, of which little is in memory at a time. An event's content is good until the next one is asked for.</summary>
    public IEnumerable<StoredEvent> InOrder(int part) =>
        from stretch in stretches
        from block in stretch.Blocks(part)
        from row in CopiedRows.In(stretch.Read(block))
        select read(row, streams.Name(streams.Number(row.Stream)));

    public void Dispose()
    {
        foreach (var stretch in stretches) stretch.Dispose();
    }
}
