using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Territory.Bench.Fanout;

/// <summary>Many readers of <c>/api/feed</c> at once.</summary>
internal static class Streams
{
    /// <summary>Below what one key may ask in a second.</summary>
    private const int ConnectsAtATime = 200;

    public static async Task MeasureAsync(FeedAndItsLog feed, int streams, int changes)
    {
        // What the first reader costs once is nobody's memory.
        await feed.Log.TellAsync(200);
        await using (var first = await Readers.ConnectAsync(feed.Client(), new Uri(feed.Address, "/api/feed"), 50)) await TellAsync(feed, first, 5);
        var before = feed.Memory;
        await using var readers = await Readers.ConnectAsync(feed.Client(), new Uri(feed.Address, "/api/feed"), streams);
        var connected = feed.Memory;
        var (took, peak) = await TellAsync(feed, readers, changes);
        Bench.Row("fanout.sse.subscribers", streams, "streams");
        Bench.Row("fanout.sse.to_the_last", took.TotalMilliseconds, "ms");
        Bench.Row("fanout.sse.memory_connected", (connected - before) / 1024.0 / streams, "KiB/subscriber");
        Bench.Row("fanout.sse.memory_peak", (peak - before) / 1024.0 / streams, "KiB/subscriber");
        var bare = await BareAsync(feed, streams, changes);
        Bench.Row("fanout.sse.baseline.to_the_last", bare.TotalMilliseconds, "ms");
        Bench.Row("fanout.sse.ratio", took / bare, "times");
    }

    /// <summary>Tells them and waits until every reader has every one, in order.</summary>
    private static async Task<(TimeSpan Took, long Peak)> TellAsync(FeedAndItsLog feed, Readers readers, int changes)
    {
        var (already, watch, peak) = (feed.Log.Kept.Count, Stopwatch.StartNew(), 0L);
        for (var told = 0; told < changes; told += 10) await feed.Log.TellAsync(Math.Min(10, changes - told));
        long[] expected = [.. feed.Log.Kept.Skip(already).Select(kept => kept.Position)];
        var all = readers.HaveAsync(expected);
        while (await Task.WhenAny(all, Task.Delay(100)) != all) peak = Math.Max(peak, feed.Memory);
        await all;
        return (watch.Elapsed, Math.Max(peak, feed.Memory));
    }

    /// <summary>The same events to as many readers by a server that only writes.</summary>
    private static async Task<TimeSpan> BareAsync(FeedAndItsLog feed, int streams, int changes)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var told = feed.Log.Kept.TakeLast(changes).ToArray();
        byte[][] pages = [.. told.Chunk(10).Select(page => Encoding.UTF8.GetBytes(string.Concat(page.Select(kept => $"id: {kept.Position}\nevent: changed\ndata: {kept.Json}\n\n"))))];
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        await using var app = builder.Build();
        app.Run(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync(": bare\n\n");
            await context.Response.Body.FlushAsync();
            await start.Task;
            foreach (var page in pages)
            {
                await context.Response.Body.WriteAsync(page);
                await context.Response.Body.FlushAsync();
            }
        });
        await app.StartAsync();
        await using var readers = await Readers.ConnectAsync(new HttpClient(), new Uri(app.Urls.First()), streams);
        var watch = Stopwatch.StartNew();
        start.SetResult();
        await readers.HaveAsync([.. told.Select(kept => kept.Position)]);
        return watch.Elapsed;
    }

    /// <summary>Readers over the bare protocol: they keep the ids they saw.</summary>
    private sealed class Readers(HttpClient client, IReadOnlyList<Reader> readers) : IAsyncDisposable
    {
        public static async Task<Readers> ConnectAsync(HttpClient client, Uri address, int count)
        {
            client.Timeout = Timeout.InfiniteTimeSpan;
            var readers = new List<Reader>();
            for (var pace = Stopwatch.StartNew(); readers.Count < count; pace.Restart())
            {
                readers.AddRange(await Task.WhenAll(Enumerable.Range(0, Math.Min(ConnectsAtATime, count - readers.Count)).Select(_ => Reader.ConnectAsync(client, address))));
                if (TimeSpan.FromMilliseconds(500) - pace.Elapsed is { Ticks: > 0 } rest) await Task.Delay(rest);
            }
            return new(client, readers);
        }

        public async Task HaveAsync(long[] expected)
        {
            await Task.WhenAll(readers.Select(reader => reader.UntilAsync(expected.Length))).WaitAsync(TimeSpan.FromMinutes(2));
            foreach (var reader in readers)
                if (!reader.Seen.SequenceEqual(expected)) throw new InvalidOperationException("A reader did not get each change once and in order.");
        }

        public async ValueTask DisposeAsync()
        {
            await Task.WhenAll(readers.Select(reader => reader.DisposeAsync().AsTask()));
            client.Dispose();
        }
    }

    private sealed class Reader : IAsyncDisposable
    {
        private readonly List<long> seen = [];
        private readonly CancellationTokenSource ending = new();
        private readonly Task reading;
        private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int goal = int.MaxValue;

        private Reader(Stream stream) => reading = Task.Run(() => ReadAsync(stream));

        public IReadOnlyList<long> Seen => seen;

        public static async Task<Reader> ConnectAsync(HttpClient client, Uri address)
        {
            var answer = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
            answer.EnsureSuccessStatusCode();
            return new(await answer.Content.ReadAsStreamAsync());
        }

        public Task UntilAsync(int count)
        {
            lock (seen)
            {
                goal = count;
                if (seen.Count >= goal) reached.TrySetResult();
            }
            return reached.Task;
        }

        private async Task ReadAsync(Stream stream)
        {
            using var lines = new StreamReader(stream, bufferSize: 4096);
            while (await lines.ReadLineAsync(ending.Token) is { } line)
            {
                if (!line.StartsWith("id: ", StringComparison.Ordinal)) continue;
                lock (seen)
                {
                    seen.Add(long.Parse(line.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture));
                    if (seen.Count >= goal) reached.TrySetResult();
                }
            }
        }

        public async ValueTask DisposeAsync()
        {
            await ending.CancelAsync();
            try { await reading; }
            catch (Exception ended) when (ended is IOException or OperationCanceledException) { /* as intended */ }
            ending.Dispose();
        }
    }
}
