using System.Buffers;
using System.Diagnostics;
using System.Text;
using Territory.Feed.Log;

namespace Territory.Feed.Replays;

/// <summary>
/// Writes a replay as NDJSON while it is read. Nothing is kept of it: the log does not change, so whoever was cut off asks for what
/// follows the last whole line, and gets the same bytes. One that ends early is cut, and never looks whole.
/// </summary>
internal sealed class ReplayFile(Replay replay, ChangeLog log, ReplayRuns runs, ProgressOfReplays progress, TimeProvider clock, CancellationToken stopping) : IResult
{
    private const int Together = 2000;
    private static readonly TimeSpan BetweenMarks = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "application/x-ndjson";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentDisposition = $"attachment; filename=\"{replay.Id}.ndjson\"";
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
        var wanted = await progress.OfAsync(replay, ending.Token);
        try
        {
            if (wanted.IsPlain) await CopyAsync(wanted, response, ending.Token);
            else await TellAsync(wanted, response, ending.Token);
            await runs.FetchedAsync(wanted.Replay, whole: true, CancellationToken.None);
        }
        catch (Exception early) when (early is TimeoutException or ReplayEndedException || (early is OperationCanceledException && ending.IsCancellationRequested))
        {
            await runs.FetchedAsync(wanted.Replay, whole: false, CancellationToken.None);
            httpContext.Abort();
        }
    }

    /// <summary>Everything at once: the bytes as they lie in the table, with the mark in place of the closing brace.</summary>
    private async Task CopyAsync(ReplayProgress wanted, HttpResponse response, CancellationToken cancellation)
    {
        var (mark, marked) = (Encoding.UTF8.GetBytes("," + ReplayedEvent.Mark(replay.Id, null) + "}\n"), Stopwatch.StartNew());
        for (var count = Together; count == Together;)
        {
            count = 0;
            var last = 0L;
            await foreach (var (position, json) in log.ReadBytesAsync(replay.Theatre, wanted.Replay.Position, replay.Stretch.End, Together, cancellation))
            {
                response.BodyWriter.Write(json.AsSpan(0, json.Length - 1));
                response.BodyWriter.Write(mark);
                (last, count) = (position, count + 1);
                if (count % 200 == 0) await FlushAsync(response, cancellation);
            }
            await FlushAsync(response, cancellation);
            if (count > 0) wanted.Copied(last, count);
            await MarkAsync(wanted, marked, cancellation);
        }
    }

    private async Task TellAsync(ReplayProgress wanted, HttpResponse response, CancellationToken cancellation)
    {
        var (marked, silence) = (Stopwatch.StartNew(), Stopwatch.StartNew());
        while (true)
        {
            var page = await progress.FollowingAsync(replay, wanted.Replay.Position, Together, cancellation);
            if (page.Length == 0) return;
            var due = wanted.Due(page, Together, clock.GetUtcNow());
            if (due.Wait is { } wait) await Task.Delay(wait < BetweenMarks ? wait : BetweenMarks, clock, cancellation);
            foreach (var e in due.Events.Where(e => e.Wanted))
            {
                response.BodyWriter.Write(ReplayedEvent.Json(e.Change, replay.Id, e.PreviousDelivered).Span);
                response.BodyWriter.Write("\n"u8);
            }
            wanted.Handed(due.Events, due.Events.Count);
            // An empty line keeps a quiet connection open, and is no line of NDJSON.
            if (due.Events.Count == 0 && silence.Elapsed > Heartbeat) response.BodyWriter.Write("\n"u8);
            if (due.Events.Count > 0 || silence.Elapsed > Heartbeat)
            {
                await FlushAsync(response, cancellation);
                silence.Restart();
            }
            await MarkAsync(wanted, marked, cancellation);
        }
    }

    private async Task MarkAsync(ReplayProgress wanted, Stopwatch marked, CancellationToken cancellation)
    {
        if (marked.Elapsed < BetweenMarks) return;
        await runs.FetchedAsync(wanted.Replay, whole: false, cancellation);
        if (await runs.FindAsync(replay.Id, cancellation) is not { State: ReplayState.Ready or ReplayState.Done }) throw new ReplayEndedException();
        marked.Restart();
    }

    private static async Task FlushAsync(HttpResponse response, CancellationToken cancellation) => await response.BodyWriter.FlushAsync(cancellation).AsTask().WaitAsync(Patience, cancellation);

    /// <summary>Somebody cancelled it.</summary>
    private sealed class ReplayEndedException : Exception;
}
