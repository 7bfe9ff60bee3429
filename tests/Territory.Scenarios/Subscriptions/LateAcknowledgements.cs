using Shouldly;
using Territory.Feed.Subscriptions;
using Territory.Feed.Webhooks;
using Territory.Hosting.Outbound;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Subscriptions;

/// <summary>A leader that was frozen goes on where another one has gone further; and a name leads elsewhere when it is dialled.</summary>
public sealed class LateAcknowledgements(PostgresPart postgres) : IAsyncLifetime
{
    private AFeedWithSubscribers feed = null!;
    private Receiver receiver = null!;

    public async ValueTask InitializeAsync() => (feed, receiver) = (await AFeedWithSubscribers.StartAsync(await postgres.NewDatabaseAsync()), await Receiver.StartAsync());

    [Fact]
    public async Task what_another_leader_moved_stays_moved()
    {
        var (id, progress, batches) = await PausedAsync();
        var before = (await progress.ReadAsync(id, CancellationToken.None))!;
        (await progress.AcknowledgeAsync(id, before, batches[0], feed.Clock.GetUtcNow(), CancellationToken.None)).ShouldBeTrue();
        var after = before with { Cursor = batches[0].End };
        (await progress.AcknowledgeAsync(id, after, batches[1], feed.Clock.GetUtcNow(), CancellationToken.None)).ShouldBeTrue();
        // The thawed one has just delivered the first.
        (await progress.AcknowledgeAsync(id, before, batches[0], feed.Clock.GetUtcNow(), CancellationToken.None)).ShouldBeFalse();
        (await progress.ParkAsync(id, before, batches[0].Deliveries[0], "late", feed.Clock.GetUtcNow(), CancellationToken.None)).ShouldBeFalse();
        (await progress.FailAsync(id, before, "late", feed.Clock.GetUtcNow(), feed.Clock.GetUtcNow(), CancellationToken.None)).ShouldBeFalse();
        var shown = await feed.GetAsync("/api/subscriptions/" + id);
        shown.GetProperty("cursor").GetString().ShouldBe($"{batches[1].End}");
        (shown.GetProperty("deliveries").GetInt64(), shown.GetProperty("parked").GetInt64()).ShouldBe((2, 0));
    }

    [Fact]
    public async Task a_delivery_under_way_does_not_undo_a_reset()
    {
        var (id, progress, batches) = await PausedAsync();
        var before = (await progress.ReadAsync(id, CancellationToken.None))!;
        (await feed.SendAsync(HttpMethod.Patch, $"/api/subscriptions/{id}", new { resetTo = "beginning" })).Status.ShouldBe(200);
        (await progress.AcknowledgeAsync(id, before, batches[0], feed.Clock.GetUtcNow(), CancellationToken.None)).ShouldBeFalse();
        (await feed.GetAsync("/api/subscriptions/" + id)).GetProperty("cursor").GetString().ShouldBe("0");
    }

    [Fact]
    public async Task an_address_is_judged_when_it_is_dialled()
    {
        using var sender = new WebhookSender(new Dialer(AddressGuard.Read("WEBHOOK_ALLOW", null)), feed.Clock);
        var port = new Uri(receiver.Url("/")).Port;
        foreach (var host in new[] { "localhost", "127.0.0.1", "[::ffff:127.0.0.1]", "0x7f.1" })
        {
            var (outcome, _) = await sender.SendAsync(new Uri($"http://{host}:{port}/inside"), "evt_1", "{}"u8.ToArray(), [new byte[32]], suspect: false, CancellationToken.None);
            outcome.ShouldBeOfType<Outcome.Failed>().Reason.ShouldContain("TERRITORY_WEBHOOK_ALLOW", customMessage: host);
        }
        receiver.Hits("/inside").ShouldBeEmpty();
    }

    /// <summary>One that nobody delivers to, and its first two batches.</summary>
    private async Task<(string Id, SubscriptionProgress Progress, Batch[] Batches)> PausedAsync()
    {
        var (_, made) = await feed.SendAsync(HttpMethod.Post, "/api/subscriptions", new { target = receiver.Target("/late"), state = "paused", start = "beginning" });
        await feed.Log.TellAsync(2);
        return (made.GetProperty("id").GetString()!, feed.Get<SubscriptionProgress>(), [.. feed.Log.Kept.Select(kept => new Batch([new Delivery(kept, kept.Previous, false)], kept.Position))]);
    }

    public async ValueTask DisposeAsync()
    {
        await feed.DisposeAsync();
        await receiver.DisposeAsync();
    }
}
