using Territory.Scenarios.Installations;
using Xunit;

namespace Territory.Scenarios.Rebuilds;

/// <summary>The worker dies at every stage of a rebuild; whoever comes next goes on from there.</summary>
public sealed class ARebuildThatIsKilled(ARecordedHistory history) : IClassFixture<ARecordedHistory>
{
    [Fact]
    public async Task another_worker_goes_on_from_every_stage()
    {
        var (database, view) = await history.CopyAsync();
        var worker = await ALedgerProcess.StartAsync(database);
        try
        {
            foreach (var stage in RebuildStage.All)
            {
                await using (await RebuildStage.ReachAsync(database, stage, () => worker.PostAsync("/api/rebuilds", new { view = "control_now", reason = stage }))) await worker.KillAsync();
                await worker.DisposeAsync();
                worker = await ALedgerProcess.StartAsync(database);
                await view.UntilStateAsync("done", Eventually.Most);
                await view.IsRightAfterOneSwapAsync();
                await view.RememberAsync();
            }
        }
        finally
        {
            await worker.DisposeAsync();
        }
    }
}
