using Shouldly;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Writers;

/// <summary>Thirty-two writers on one area while two ledgers run: <c>./bench writers</c> does the same for a minute.</summary>
public sealed class ManyWritersOnOneArea(PostgresPart postgres) : IAsyncLifetime
{
    // A broker of its own: on a shared one, the ledgers of other scenarios would take these claims.
    private readonly RabbitMqPart rabbitmq = new();
    private TwoLedgers ledgers = null!;
    private WritersOfOneArea writers = null!;

    public async ValueTask InitializeAsync()
    {
        var broker = await rabbitmq.AddressAsync();
        ledgers = new(await postgres.NewDatabaseAsync(), broker);
        writers = new(broker);
        await ledgers.StartAsync();
    }

    [Fact]
    public async Task each_claim_is_stored_once_though_a_ledger_freezes_and_dies()
    {
        var writing = writers.RunAsync(32, TimeSpan.FromSeconds(16));
        await Task.Delay(TimeSpan.FromSeconds(2));
        ledgers.Instances[0].Signal("STOP");
        await Task.Delay(TimeSpan.FromSeconds(11));
        ledgers.Instances[0].Signal("CONT");
        await ledgers.Instances[0].KillAsync();
        await writing;
        await writers.ShouldBeStoredOnceAsync(ledgers);
        // How long exactly is the bench's to say.
        (await ledgers.LongestPauseAsync()).ShouldBeLessThan(TimeSpan.FromSeconds(9), "a frozen holder of the lock would have held it for eleven");
    }

    public async ValueTask DisposeAsync()
    {
        await writers.DisposeAsync();
        await ledgers.DisposeAsync();
        await rabbitmq.DisposeAsync();
    }
}
