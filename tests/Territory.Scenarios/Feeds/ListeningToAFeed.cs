using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.ServerSentEvents;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Territory.Contracts;
using Territory.Feed.Live;
using Territory.Hosting.Access;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Feeds;

/// <summary>A reader of the stream who is slow or filtered.</summary>
public sealed class ListeningToAFeed(PostgresPart postgres)
{
    private static readonly TimeSpan Soon = Eventually.Most;

    [Fact]
    public async Task a_reader_that_takes_nothing_is_let_go_and_resumes()
    {
        await using var feed = await AFeed.StartAsync(await postgres.NewDatabaseAsync(), services => services.AddSingleton(StreamTimes.Usual with { Patience = TimeSpan.FromSeconds(1) }));
        // More than the buffers of both ends hold.
        for (var from = 1; from <= 20_001; from += 2000) await feed.TellAsync(ToldChanges.Of(from, 2000));
        using var slow = new TcpClient();
        await slow.ConnectAsync(IPAddress.Loopback, feed.Address.Port);
        var stream = slow.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET /api/feed?after=0 HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {AFeed.AdminKey}\r\n\r\n"));
        // Another reader is not held up meanwhile, and is long through when the slow one begins to read.
        (await PositionsAsync(feed, "0", 22_000)).ShouldBe(Enumerable.Range(1, 22_000).Select(i => (long)i));
        var port = ((IPEndPoint)slow.Client.LocalEndPoint!).Port;
        await Eventually.TrueAsync(() => Task.FromResult(!IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections().Any(c => c.LocalEndPoint.Port == feed.Address.Port && c.RemoteEndPoint.Port == port && c.State == TcpState.Established)), Soon);
        var (text, buffer) = (new StringBuilder(), new byte[64 * 1024]);
        try
        {
            for (int read; (read = await stream.ReadAsync(buffer).AsTask().WaitAsync(Soon)) > 0;) text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }
        catch (IOException)
        {
            // Let go.
        }
        var last = long.Parse(text.ToString().Split('\n').Where(line => line.StartsWith("id: ", StringComparison.Ordinal)).SkipLast(1).Last()[4..], CultureInfo.InvariantCulture);
        last.ShouldBeLessThan(22_000, "it was cut off in the middle");
        (await PositionsAsync(feed, $"{last}", 5)).ShouldBe(Enumerable.Range(1, 5).Select(i => last + i), "it goes on where it was");
    }

    [Fact]
    public async Task what_was_told_is_told_to_be_wrong_past_the_filter()
    {
        await using var feed = await AFeed.StartAsync(await postgres.NewDatabaseAsync());
        var events = ToldChanges.Of(1, 6);
        // 4 goes to the SDF; 5 says that it went to somebody else after all; 6 corrects one this reader was never told.
        events[4] = events[4] with { Type = EventTypes.Corrected, Data = events[4].Change! with { Replaces = "chg_4", Reason = "better known" } };
        events[5] = events[5] with { Type = EventTypes.Corrected, Data = events[5].Change! with { Replaces = "chg_3", Reason = "better known" } };
        await feed.TellAsync([.. events, .. ToldChanges.Of(7, 2)]);
        var told = await EventsAsync(feed, "?after=0&to=SDF", null, 3);
        told.Select(e => (e.Position, e.PreviousDelivered)).ShouldBe([("4", "0"), ("5", "4"), ("8", "5")]);
        // On another connection no less than on the one on which it was told what is wrong.
        (await EventsAsync(feed, "?to=sdf", "4", 2)).Select(e => (e.Position, e.PreviousDelivered)).ShouldBe([("5", "4"), ("8", "5")]);
    }

    [Fact]
    public async Task a_stream_ends_with_its_key()
    {
        await using var feed = await AFeed.StartAsync(await postgres.NewDatabaseAsync(), services => services.AddSingleton(StreamTimes.Usual with { Heartbeat = TimeSpan.FromMilliseconds(200) }));
        var keys = feed.Get<Keys>();
        var (entry, key) = await keys.CreateAsync("a desk that leaves", [Roles.Reader], CancellationToken.None);
        using var client = feed.Client(key);
        await using var stream = await client.GetStreamAsync("/api/feed");
        using var reader = new StreamReader(stream);
        (await reader.ReadLineAsync()).ShouldBe(": territory");
        await keys.RevokeAsync(entry.Id, CancellationToken.None);
        // Its heartbeats, and then its end.
        await reader.ReadToEndAsync().WaitAsync(Soon);
        await feed.TellAsync(ToldChanges.Of(1, 1));
    }

    /// <summary>A reader that the machine has no time for is let go as well, and resumes as any reader does.</summary>
    private static async Task<long[]> PositionsAsync(AFeed feed, string lastEventId, int count)
    {
        var events = new List<CloudEvent>();
        while (events.Count < count)
            try
            {
                await ReadAsync(feed, "", events is [.., var last] ? last.Position : lastEventId, count, events);
            }
            catch (IOException)
            {
                // Let go: it goes on where it was.
            }
        return [.. events.Select(e => long.Parse(e.Position, CultureInfo.InvariantCulture))];
    }

    private static async Task<IReadOnlyList<CloudEvent>> EventsAsync(AFeed feed, string query, string? lastEventId, int count)
    {
        var events = new List<CloudEvent>();
        await ReadAsync(feed, query, lastEventId, count, events);
        return events;
    }

    private static async Task ReadAsync(AFeed feed, string query, string? lastEventId, int count, List<CloudEvent> events)
    {
        using var client = feed.Client();
        using var patience = new CancellationTokenSource(Soon);
        if (lastEventId is not null) client.DefaultRequestHeaders.Add("Last-Event-ID", lastEventId);
        await using var stream = await client.GetStreamAsync("/api/feed" + query, patience.Token);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(patience.Token))
        {
            events.Add(JsonSerializer.Deserialize<CloudEvent>(item.Data, ContractJson.Options)!);
            if (events.Count == count) break;
        }
    }
}
