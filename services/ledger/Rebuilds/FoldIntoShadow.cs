using System.Runtime.CompilerServices;
using Npgsql;
using Territory.Hosting.Store;
using Territory.Ledger.Views;

namespace Territory.Ledger.Rebuilds;

/// <summary>
/// Folds the log up to the plan's position into a shadow, stream by stream, so that each of the workers holds no more than
/// the events of a part and the state of one area, and writes part after part by COPY.
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
        await foreach (var e in ReadAsync(connection, part, position, cancellation))
        {
            if (fold is null || fold.Stream != e.Stream) fold = new StreamFold(e.Stream, shadow.View.Asks);
            rows.Add(fold.Theatre, fold.Fold(e));
        }
        return rows;
    }

    /// <summary>
    /// Stream after stream, each from its first event on. The table has them in the order in which they were recorded, in which
    /// the events of a stream lie pages apart: so a part is read as it lies there and put in order here.
    /// </summary>
    private async IAsyncEnumerable<StoredEvent> ReadAsync(NpgsqlConnection connection, ShadowPart part, long position, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // By their names, not by the ends of the part: a range of names depends on the database's collation.
        const string Part = "where stream_id = any($1) and seq_id <= $2";
        object[] values = [await Shadow.StreamsAsync(connection, part, cancellation), position];
        if (part.Events > Shadow.MostHeld)
        {
            // There is a stream in it that is too long.
            await foreach (var e in events.ReadAsync(connection, Part + " order by stream_id, version", values, cancellation)) yield return e;
            yield break;
        }
        using var held = await events.HoldAsync(connection, Part, values, cancellation);
        foreach (var e in held.ByStream()) yield return e;
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
