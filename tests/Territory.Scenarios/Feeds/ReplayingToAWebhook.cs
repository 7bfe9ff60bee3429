using System.Text.Json;
using Shouldly;
using Territory.Feed.Replays;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Parts;
using Territory.Scenarios.Subscriptions;
using Xunit;

namespace Territory.Scenarios.Feeds;

/// <summary>A replay whose endpoint refuses is tried again, more and more slowly, and goes on in order when it is well.</summary>
public sealed class ReplayingToAWebhook(PostgresPart postgres) : IAsyncLifetime
{
    private static readonly TimeSpan Soon = Eventually.Most;
    private AFeed feed = null!;
    private Receiver receiver = null!;

    public async ValueTask InitializeAsync()
    {
        (feed, receiver) = (await AFeed.StartAsync(await postgres.NewDatabaseAsync()), await Receiver.StartAsync());
        await feed.TellAsync(ToldChanges.Of(1, 5));
    }

    [Fact]
    public async Task attempts_count_until_the_endpoint_takes_something()
    {
        receiver.Answer("/desk", 503);
        var (status, asked) = await feed.PostAsync("/api/replays", new { afterPosition = 0, target = receiver.Target("/desk") });
        status.ShouldBe(202, asked.ToString());
        await UntilAsync(asked, replay => replay is { Attempts: >= 3, FailingSince: not null, Error: not null, Position: 0 });
        receiver.Answer("/desk", 204);
        await UntilAsync(asked, replay => replay is { State: ReplayState.Done, Attempts: 0, FailingSince: null, Error: null, Delivered: 5 });
        receiver.Hits("/desk").TakeLast(5).Select(hit => hit.Received.Position).ShouldBe([1, 2, 3, 4, 5]);
    }

    private Task UntilAsync(JsonElement asked, Func<Replay, bool> so) => Eventually.TrueAsync(async () => so((await feed.Get<ReplayRuns>().FindAsync(asked.GetProperty("id").GetString()!, CancellationToken.None))!), Soon);

    public async ValueTask DisposeAsync()
    {
        await feed.DisposeAsync();
        await receiver.DisposeAsync();
    }
}
