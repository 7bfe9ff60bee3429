using System.Buffers;
using System.Diagnostics;
using System.Text;
using Territory.Feed.Log;
using Territory.Hosting.Store;

namespace Territory.Feed.Live;

/// <summary>
/// Writes a reader's changes in order of position, each once. The reader sets the pace: it is handed the next page when it
/// took the last one, and one that takes nothing for half a minute is let go: it has the id of the last event it took, and resumes.
/// </summary>
internal sealed class EventStream(string theatre, long start, FeedFilter filter, RecentChanges recent, StreamTimes times, CancellationToken stopping) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        // An open stream must not hold up the end of the process.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
        try
        {
            await WriteAsync(response, ": territory\n\n", ending.Token);
            await FollowAsync(response, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The reader left or the process ends: either may resume from its position.
        }
        catch (TimeoutException)
        {
            httpContext.Abort();
        }
    }

    private async Task FollowAsync(HttpResponse response, CancellationToken cancellation)
    {
        var (cursor, delivered, silence, wanted, told) = (start, start, Stopwatch.StartNew(), filter, new RecentlyTold());
        while (true)
        {
            // Changes that a filter keeps back are silence too.
            if (silence.Elapsed >= times.Heartbeat)
            {
                await WriteAsync(response, ": heartbeat\n\n", cancellation);
                silence.Restart();
            }
            var grown = recent.Grown;
            var page = await recent.AfterAsync(theatre, cursor, cancellation);
            if (page.Count == 0)
            {
                var left = times.Heartbeat - silence.Elapsed;
                if (left > TimeSpan.Zero) await LogSignal.WaitAsync(grown, left, cancellation);
                continue;
            }
            var text = new StringBuilder();
            foreach (var change in page)
            {
                wanted = wanted.After(change);
                if (wanted.IsEmpty || wanted.Wants(change) || told.IsRevisedBy(change.Event.Change))
                {
                    Append(text, change, wanted.IsEmpty ? null : delivered);
                    if (!wanted.IsEmpty) told.Add(change.Event.Change);
                    delivered = change.Position;
                }
                cursor = change.Position;
            }
            if (text.Length == 0) continue;
            await WriteAsync(response, text.ToString(), cancellation);
            silence.Restart();
        }
    }

    /// <summary>A filtered reader is told which position it had before, so that it can test for gaps.</summary>
    private static void Append(StringBuilder text, KeptChange change, long? previousDelivered)
    {
        text.Append("id: ").Append(change.Position).Append("\nevent: ").Append(change.Word).Append("\ndata: ");
        if (previousDelivered is { } previous) text.Append(change.Json, 0, change.Json.Length - 1).Append(",\"previousdelivered\":\"").Append(previous).Append("\"}");
        else text.Append(change.Json);
        text.Append("\n\n");
    }

    private async Task WriteAsync(HttpResponse response, string text, CancellationToken cancellation)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        response.BodyWriter.Write(bytes);
        await response.BodyWriter.FlushAsync(cancellation).AsTask().WaitAsync(times.Patience, cancellation);
    }
}
