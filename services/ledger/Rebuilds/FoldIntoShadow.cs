using Territory.Hosting.Store;
using Territory.Ledger.Areas;
using Territory.Ledger.Views;

namespace Territory.Ledger.Rebuilds;

/// <summary>
/// Folds the log up to the plan's position into a shadow, stream by stream, so that only the state of one area at a time
/// is held by each of the workers, and writes part after part by COPY; then builds the indexes.
/// </summary>
internal sealed class FoldIntoShadow(StoredEvents events, Shadow shadow)
{
    private static readonly int Workers = Math.Clamp(Environment.ProcessorCount, 2, 4);

    /// <param name="onPart">Told how many events a finished part had.</param>
    public async Task RunAsync(Func<long, Task> onPart, CancellationToken cancellation)
    {
        var (position, parts) = ((await shadow.ProgressAsync(cancellation)).Position, await shadow.PartsToDoAsync(cancellation));
        await Parallel.ForEachAsync(parts, new ParallelOptions { MaxDegreeOfParallelism = Workers, CancellationToken = cancellation }, async (part, ct) =>
        {
            await WriteAsync(part, await FoldAsync(part, position, ct), ct);
            await onPart(part.Events);
        });
    }

    private async Task<ShadowRows> FoldAsync(ShadowPart part, long position, CancellationToken cancellation)
    {
        await using var connection = await shadow.OpenAsync(cancellation);
        // Each worker reads for itself; to have the server start processes for every part costs more than they save.
        await Shadow.ExecuteAsync(connection, "set max_parallel_workers_per_gather = 0", cancellation);
        var rows = shadow.View.Rows();
        StreamFold? fold = null;
        const string Part = "where stream_id >= $1 and stream_id <= $2 and stream_id like 'area/%' and seq_id <= $3 order by stream_id, version";
        await foreach (var e in events.ReadAsync(connection, Part, [part.First, part.Last, position], cancellation))
        {
            if (fold is null || fold.Stream != e.Stream) fold = new StreamFold(e.Stream);
            rows.Add(fold.Theatre, fold.Fold(e));
        }
        return rows;
    }

    private async Task WriteAsync(ShadowPart part, ShadowRows rows, CancellationToken cancellation)
    {
        await using var connection = await shadow.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (!await shadow.TakeAsync(connection, part, cancellation)) return;
        await rows.CopyAsync(connection, shadow.Schema, cancellation);
        await transaction.CommitAsync(cancellation);
    }
}

/// <summary>The production fold of one area's stream, from its first event on or from a state.</summary>
internal sealed class StreamFold
{
    public StreamFold(string stream)
    {
        if (stream.Split('/') is not ["area", var theatre, var area]) throw new InvalidOperationException($"'{stream}' is no stream of an area.");
        (Stream, Theatre, State) = (stream, theatre, new AreaState(area));
    }

    private StreamFold(StreamFold other) => (Stream, Theatre, State, Position) = (other.Stream, other.Theatre, other.State, other.Position);

    public string Stream { get; }
    public string Theatre { get; }
    public AreaState State { get; private set; }
    public long Position { get; private set; }

    public StreamFold Copy() => new(this);

    public ViewStep Fold(StoredEvent e)
    {
        var (before, data) = (State, e.Data);
        try
        {
            State = before.Fold(data, e.Position, e.RecordedAt);
        }
        catch (Exception failed)
        {
            // Whatever it is, it is this event's doing: a fold looks at nothing else.
            throw new PoisonEventException(e.Position, e.Id, e.Stream, e.Type, $"cannot be folded: {failed.Message}", failed);
        }
        Position = e.Position;
        return new(before, e.Data, e.Position, State);
    }
}
