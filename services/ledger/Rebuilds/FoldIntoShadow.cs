using Territory.Hosting.Store;
using Territory.Ledger.Views;

namespace Territory.Ledger.Rebuilds;

/// <summary>
/// Folds the log up to the plan's position into a shadow. The log is read once and laid aside by parts; then each of the workers
/// folds one part after the other, stream by stream, so that it holds no more than the events of a part and the state of one area,
/// and writes it by COPY.
/// </summary>
internal sealed class FoldIntoShadow(StoredEvents events, Shadow shadow)
{
    private static readonly TimeSpan BetweenTellings = TimeSpan.FromSeconds(1);
    private static readonly int Workers = Math.Clamp(Environment.ProcessorCount, 2, 4);

    /// <param name="onRead">Told now and then how much of the log was read, from 0 to 1; the last time when the folding begins.</param>
    /// <param name="onPart">Told how many events a finished part had.</param>
    public async Task RunAsync(Func<double, Task> onRead, Func<long, Task> onPart, CancellationToken cancellation)
    {
        var (position, parts) = ((await shadow.ProgressAsync(cancellation)).Position, await shadow.PartsToDoAsync(cancellation));
        if (parts.Count == 0) return;
        using var log = await ReadAsync(parts, position, onRead, cancellation);
        await onRead(1);
        await Parallel.ForEachAsync(parts.Index(), new ParallelOptions { MaxDegreeOfParallelism = Workers, CancellationToken = cancellation }, async (part, ct) =>
        {
            // On a thread of its own: it takes a second, and a pool of two threads has others to serve.
            var rows = await Task.Factory.StartNew(() => Fold(part.Item, log, part.Index, ct), ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            await WriteAsync(part.Item, rows, ct);
            await onPart(part.Item.Events);
        });
    }

    private async Task<LogInParts> ReadAsync(IReadOnlyList<ShadowPart> parts, long position, Func<double, Task> onRead, CancellationToken cancellation)
    {
        var (plan, rows) = (new StreamsInParts(await shadow.StreamsAsync(parts, cancellation), parts.Count) { InShort = shadow.View.InShort }, 0L);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var telling = TellAsync(() => onRead((double)Interlocked.Read(ref rows) / position), ended.Token);
        try
        {
            return await events.LayAsideAsync(shadow.OpenReaderAsync, position, plan, shadow.Folder, Workers, more => Interlocked.Add(ref rows, more), cancellation);
        }
        finally
        {
            await ended.CancelAsync();
            // Whoever may not tell any more may not write either, which comes next.
            await telling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task TellAsync(Func<Task> tell, CancellationToken until)
    {
        using var timer = new PeriodicTimer(BetweenTellings);
        while (await timer.WaitForNextTickAsync(until)) await tell();
    }

    private ShadowRows Fold(ShadowPart part, LogInParts log, int number, CancellationToken cancellation)
    {
        var rows = shadow.View.Rows();
        if (part.Events > Shadow.MostHeld)
        {
            // There is a stream in it that is too long: the state of each stream is held instead.
            var folds = new Dictionary<string, StreamFold>(StringComparer.Ordinal);
            Fold(log.InOrder(number), stream => folds.TryGetValue(stream, out var known) ? known : folds[stream] = Begin(stream), rows, cancellation);
            return rows;
        }
        using var held = log.Hold(number);
        StreamFold? last = null;
        Fold(held.ByStream(), stream => last?.Stream == stream ? last : last = Begin(stream), rows, cancellation);
        return rows;
    }

    private StreamFold Begin(string stream) => new(stream, shadow.View.Asks);

    private static void Fold(IEnumerable<StoredEvent> events, Func<string, StreamFold> of, ShadowRows rows, CancellationToken cancellation)
    {
        foreach (var e in events)
        {
            cancellation.ThrowIfCancellationRequested();
            var fold = of(e.Stream);
            rows.Add(fold.Theatre, fold.Fold(e));
        }
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
