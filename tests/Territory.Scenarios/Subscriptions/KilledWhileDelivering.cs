using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using RabbitMQ.Client;
using Shouldly;
using Territory.Feed;
using Territory.Hosting.Settings;
using Territory.Scenarios.Feeds;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Subscriptions;

/// <summary>kill -9 of the feed's own process while it delivers: nothing is missing, nothing overtakes, and what comes twice shows it by its id.</summary>
[Collection<OnTheBroker>]
public sealed class KilledWhileDelivering(PostgresPart postgres, RabbitMqPart rabbit) : IAsyncDisposable
{
    private const int Changes = 600;
    private static readonly TimeSpan Patience = Eventually.Most;
    private readonly ScratchFolder folder = new();
    private readonly Uri address = new($"http://127.0.0.1:{AllInOne.Embedded.LoopbackPort.Free()}");
    private ServiceProcess? process;

    [Fact]
    public async Task webhooks_and_queues_lose_nothing()
    {
        var (database, broker) = (await postgres.NewDatabaseAsync(), await rabbit.AddressAsync());
        await using var receiver = await Receiver.StartAsync();
        await StartAsync(database, broker);
        await using var store = new FeedStore(Settings(database), NullLoggerFactory.Instance);
        var log = new InventedLog(store);
        var hooks = new List<string>();
        foreach (var area in new string?[] { null, null, "SY05", "SY12" }) hooks.Add(await SubscribeAsync(new { target = receiver.Target($"/{hooks.Count}"), filter = area is null ? null : new { areas = new[] { area } } }));
        var queue = await SubscribeAsync(new { target = new { type = "queue" }, filter = new { areas = new[] { "SY05", "SY04" } } });
        for (var kills = 0; kills < 2; kills++)
        {
            await log.TellAsync(Changes / 2, "SY12", "SY05", "SY04");
            var (hits, goal) = (receiver.Hits("/0").Count, log.Kept.Count);
            await Eventually.TrueAsync(() => Task.FromResult(receiver.Hits("/0").Count is var now && (now > hits + 20 || now >= goal)), Patience);
            await process!.KillAsync();
            await StartAsync(database, broker);
        }
        foreach (var id in hooks.Append(queue)) await AtAsync(id, log.Kept[^1].Position);

        string?[] areas = [null, null, "SY05", "SY12"];
        for (var hook = 0; hook < areas.Length; hook++)
        {
            var expected = log.Kept.Where(kept => areas[hook] is null || kept.Event.Subject == areas[hook]).Select(InventedLog.Received).ToArray();
            var check = DeliveryCheck.Of(expected, [.. receiver.Hits($"/{hook}").Select(hit => hit.Received)]);
            check.IsGood.ShouldBeTrue($"webhook {hook}: {check}");
            // One delivery is under way at a time.
            check.Duplicates.ShouldBeLessThanOrEqualTo(3, $"webhook {hook}");
        }
        await using var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        var queued = DeliveryCheck.Of([.. log.Kept.Where(kept => kept.Event.Subject != "SY12").Select(InventedLog.Received)], await QueueReader.DrainAsync(channel, "territory.sub." + queue));
        queued.IsGood.ShouldBeTrue($"queue: {queued}");
    }

    private async Task<string> SubscribeAsync(object asked)
    {
        using var client = Client();
        using var made = await client.PostAsJsonAsync("/api/subscriptions", asked);
        var answer = await made.Content.ReadFromJsonAsync<JsonElement>();
        made.StatusCode.ShouldBe(HttpStatusCode.Created, answer.ToString());
        return answer.GetProperty("id").GetString()!;
    }

    private async Task AtAsync(string id, long position)
    {
        using var client = Client();
        await Eventually.TrueAsync(async () => (await client.GetFromJsonAsync<JsonElement>("/api/subscriptions/" + id)).GetProperty("cursor").GetString() == $"{position}", Patience);
    }

    private async Task StartAsync(string database, Uri broker)
    {
        var key = Path.Combine(folder.Path, "key");
        await File.WriteAllTextAsync(key, AFeed.AdminKey);
        process = ServiceProcess.Start("Territory.Feed", [], new Dictionary<string, string>
        {
            ["TERRITORY_POSTGRES"] = database,
            ["TERRITORY_RABBITMQ"] = broker.ToString(),
            ["TERRITORY_KEY_FILE"] = key,
            ["TERRITORY_DATA"] = folder.Path,
            ["TERRITORY_URLS"] = address.ToString(),
            ["TERRITORY_WEBHOOK_ALLOW"] = "loopback",
        });
        await process.UntilReadyAsync(address, Patience);
    }

    private TerritorySettings Settings(string database) => TerritorySettings.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["POSTGRES"] = database, ["KEY_FILE"] = Path.Combine(folder.Path, "key") }).Build());

    private HttpClient Client() => new() { BaseAddress = address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", AFeed.AdminKey) } };

    public async ValueTask DisposeAsync()
    {
        if (process is not null) await process.DisposeAsync();
        folder.Dispose();
    }
}
