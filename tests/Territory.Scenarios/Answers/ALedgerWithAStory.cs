using Territory.Ledger.Areas;
using Territory.Scenarios.Ledger;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Answers;

/// <summary>A ledger that was told <see cref="AStory"/>, an hour later.</summary>
public sealed class ALedgerWithAStory(PostgresPart postgres) : IAsyncLifetime
{
    internal HandClock Clock { get; } = new(AStory.Begin);
    internal ALedger Ledger { get; private set; } = null!;
    internal AStory Story { get; private set; } = null!;
    internal HttpClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Ledger = await ALedger.StartAsync(await postgres.NewDatabaseAsync(), Clock);
        Client = Ledger.Client();
        Story = new(Ledger.Get<AreaDoor>(), Clock);
        await Story.RecordAsync();
        Clock.Move(TimeSpan.FromHours(1));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Ledger.DisposeAsync();
    }
}
