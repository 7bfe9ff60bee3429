using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Territory.Bench.Fanout;

/// <summary>From a change in the feed's log to each of many endpoints, with and without others that hang.</summary>
internal static class Webhooks
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    public static async Task MeasureAsync(FeedAndItsLog feed, int answering, int hanging, int told)
    {
        await using var endpoints = await Endpoints.StartAsync();
        using var client = feed.Client();
        for (var i = 0; i < answering; i++) await SubscribeAsync(client, endpoints.Address + $"answers/{i}");
        await TellAsync(feed, endpoints, answering, 3);
        var alone = await TellAsync(feed, endpoints, answering, told);
        for (var i = 0; i < hanging; i++) await SubscribeAsync(client, endpoints.Address + $"hangs/{i}");
        var beside = await TellAsync(feed, endpoints, answering, told);
        Bench.Row("fanout.webhooks.answering", answering, "webhooks");
        Bench.Row("fanout.webhooks.hanging", hanging, "webhooks");
        Print("fanout.webhooks.baseline_without_hanging", alone);
        Print("fanout.webhooks.beside_hanging", beside);
        Bench.Row("fanout.webhooks.p99_ratio", At(beside, 0.99) / At(alone, 0.99), "times");
        if (endpoints.Hanging == 0) throw new InvalidOperationException("Nothing hung: the measurement shows nothing.");
    }

    private static async Task SubscribeAsync(HttpClient client, string url)
    {
        using var made = await client.PostAsJsonAsync("/api/subscriptions", new { target = new { type = "webhook", url } });
        made.EnsureSuccessStatusCode();
    }

    /// <summary>One change each second; the sorted milliseconds until each arrived at each endpoint.</summary>
    private static async Task<double[]> TellAsync(FeedAndItsLog feed, Endpoints endpoints, int answering, int told)
    {
        endpoints.Forget();
        var committed = new Dictionary<long, long>();
        for (var i = 0; i < told; i++)
        {
            var pace = Task.Delay(Pace);
            await feed.Log.TellAsync(1);
            committed[feed.Log.Kept[^1].Position] = Stopwatch.GetTimestamp();
            await pace;
        }
        for (var patience = Stopwatch.StartNew(); endpoints.Arrived.Count < answering * told; await Task.Delay(50))
            if (patience.Elapsed > TimeSpan.FromMinutes(1)) throw new TimeoutException($"{endpoints.Arrived.Count} of {answering * told} arrived.");
        return [.. endpoints.Arrived.Select(arrived => Stopwatch.GetElapsedTime(committed[arrived.Key.Position], arrived.Value).TotalMilliseconds).Order()];
    }

    private static void Print(string name, double[] sorted)
    {
        Bench.Row(name + ".p50", At(sorted, 0.5), "ms");
        Bench.Row(name + ".p99", At(sorted, 0.99), "ms");
    }

    private static double At(double[] sorted, double part) => sorted[(int)(sorted.Length * part)];

    /// <summary>All endpoints on one port. Those under <c>/hangs</c> never answer.</summary>
    private sealed class Endpoints : IAsyncDisposable
    {
        private readonly WebApplication app;
        private int hanging;

        private Endpoints()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
            app = builder.Build();
            app.Run(TakeAsync);
        }

        public string Address => app.Urls.First().TrimEnd('/') + "/";

        public int Hanging => hanging;

        /// <summary>When each position first arrived at each path.</summary>
        public System.Collections.Concurrent.ConcurrentDictionary<(string Path, long Position), long> Arrived { get; private set; } = new();

        public void Forget() => Arrived = new();

        public static async Task<Endpoints> StartAsync()
        {
            var endpoints = new Endpoints();
            await endpoints.app.StartAsync();
            return endpoints;
        }

        private async Task TakeAsync(HttpContext context)
        {
            var at = Stopwatch.GetTimestamp();
            if (context.Request.Path.StartsWithSegments("/hangs"))
            {
                Interlocked.Increment(ref hanging);
                await Task.WhenAny(Task.Delay(Timeout.Infinite, context.RequestAborted));
                return;
            }
            await context.Request.Body.CopyToAsync(Stream.Null);
            Arrived.TryAdd((context.Request.Path, long.Parse(context.Request.Headers["webhook-id"].ToString().AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture)), at);
            context.Response.StatusCode = 204;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
