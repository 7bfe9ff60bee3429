using Shouldly;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Feeds;

/// <summary>The client through kills, crashes and cut lines: nothing missing, nothing out of order. <c>./bench failures</c> is the long one, with the broker killed too.</summary>
public sealed class FollowingThroughFailures(PostgresOfItsOwn postgres, RabbitMqPart rabbitmq) : IClassFixture<PostgresOfItsOwn>
{
    private const int Each = 60;

    [Fact]
    public async Task twenty_subscribers_miss_nothing()
    {
        using var folder = new ScratchFolder();
        await using var installation = await BreakableInstallation.StartAsync(await postgres.NewDatabaseAsync(), await rabbitmq.AddressAsync());
        await using var through = new ThroughFailures(installation, folder.Path, seed: 20241208);
        through.Subscribe(20);
        var number = 0;
        foreach (var (_, act) in through.Failures)
        {
            var recording = Task.WhenAll(Enumerable.Range(number, Each).Chunk(15).Select(async some => { foreach (var one in some) await through.RecordAsync(one); }));
            await act();
            await recording;
            number += Each;
        }
        var outcomes = await through.CheckAsync(TimeSpan.FromSeconds(60));
        outcomes[0].Expected.ShouldBe(number, "the first has no filter");
        outcomes.Count(o => o.Expected > 0).ShouldBeGreaterThan(12);
        foreach (var (outcome, i) in outcomes.Select((o, i) => (o, i)))
        {
            outcome.Check.IsGood.ShouldBeTrue($"subscriber {i}, {outcome.Expected} expected: {outcome.Check}");
            outcome.Check.Duplicates.ShouldBeLessThanOrEqualTo(outcome.Leavings, $"subscriber {i}: one is shown again when it left before acknowledging it");
        }
    }
}

/// <summary>A PostgreSQL that may be crashed without troubling other tests.</summary>
public sealed class PostgresOfItsOwn : IAsyncDisposable
{
    private readonly PostgresPart part = new();

    public Task<string> NewDatabaseAsync() => part.NewDatabaseAsync();

    public ValueTask DisposeAsync() => part.DisposeAsync();
}
