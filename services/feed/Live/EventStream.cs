using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Text;
using Territory.Feed.Log;
using Territory.Hosting.Store;

namespace Territory.Feed.Live;

/// <summary>
/// Writes a reader's changes in order of position, each once. The reader sets the pace: it is handed the next page when it
/// took the last one, and one that takes nothing for half a minute is let go: it has the id of the last event it took, and resumes.
/// </summary>
internal sealed class EventStream(string theatre, long start, FeedFilter filter, RecentChanges recent, ChangeLog log, StreamTimes times, Func<CancellationToken, Task<bool>> mayStay, CancellationToken stopping) : IResult
{
    /// <summary>Bytes written before the reader has to take some: what a stream may hold of the process's memory.</summary>
    private const int Together = 8 * 1024;

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
            await WriteAsync(response.BodyWriter, ": territory\n\n"u8.ToArray(), ending.Token);
            await FollowAsync(response.BodyWriter, ending.Token);
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

    private async Task FollowAsync(PipeWriter body, CancellationToken cancellation)
    {
        var (cursor, delivered, silence, looked, wanted) = (start, start, Stopwatch.StartNew(), Stopwatch.StartNew(), filter);
        while (true)
        {
            if (looked.Elapsed >= times.Heartbeat)
            {
                // Whose key was revoked is told nothing more.
                if (!await mayStay(cancellation)) return;
                looked.Restart();
            }
            // Changes that a filter keeps back are silence too.
            if (silence.Elapsed >= times.Heartbeat)
            {
                await WriteAsync(body, ": heartbeat\n\n"u8.ToArray(), cancellation);
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
            foreach (var change in page)
            {
                wanted = wanted.After(change);
                // Whoever was told a change, on this connection or one before it, is told of its correction, whatever the filter says of that.
                if (wanted.IsEmpty || wanted.Wants(change) || (await log.RevisedAsync(change, cancellation)).Any(wanted.Wants))
                {
                    Write(body, change, wanted.IsEmpty ? null : delivered);
                    delivered = change.Position;
                    silence.Restart();
                    if (body.UnflushedBytes >= Together) await FlushAsync(body, cancellation);
                }
                cursor = change.Position;
            }
            if (body.UnflushedBytes > 0) await FlushAsync(body, cancellation);
        }
    }

    /// <summary>A filtered reader is told which position it had before, so that it can test for gaps.</summary>
    private static void Write(PipeWriter body, KeptChange change, long? previousDelivered)
    {
        body.Write(change.Told);
        if (previousDelivered is { } previous) body.Write(Encoding.UTF8.GetBytes($",\"previousdelivered\":\"{previous}\""));
        body.Write("}\n\n"u8);
    }

    private async Task WriteAsync(PipeWriter body, byte[] bytes, CancellationToken cancellation)
    {
        body.Write(bytes);
        await FlushAsync(body, cancellation);
    }

    private async Task FlushAsync(PipeWriter body, CancellationToken cancellation) => await body.FlushAsync(cancellation).AsTask().WaitAsync(times.Patience, cancellation);
}
