using Territory.AllInOne.Embedded;
using Territory.Ledger.Rebuilds;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Ledger;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Rebuilds;

/// <summary>Worker or database die at every stage of a rebuild; whoever comes next goes on from there.</summary>
public sealed class ARebuildThatIsKilled(ARecordedHistory history) : IClassFixture<ARecordedHistory>
{
    private static readonly string[] Stages = [RebuildStage.BeforeTheShadow, RebuildStage.Folding, RebuildStage.Copying, RebuildStage.Comparing, RebuildStage.Swapping];

    [Fact]
    public async Task another_worker_goes_on_from_every_stage()
    {
        var (database, view) = await history.CopyAsync();
        var worker = await ALedgerProcess.StartAsync(database);
        try
        {
            foreach (var stage in Stages)
            {
                await using (await RebuildStage.ReachAsync(database, stage, () => worker.PostAsync("/api/rebuilds", new { view = "control_now", reason = stage }))) await worker.KillAsync();
                await worker.DisposeAsync();
                worker = await ALedgerProcess.StartAsync(database);
                await view.UntilStateAsync("done", TimeSpan.FromSeconds(60));
                await view.IsRightAfterOneSwapAsync();
                await view.RememberAsync();
            }
        }
        finally
        {
            await worker.DisposeAsync();
        }
    }

    [Fact]
    public async Task the_worker_outlives_a_crash_of_the_database()
    {
        using var folder = new ScratchFolder();
        var options = new EmbeddedPostgresOptions { Folder = folder.Path, MayInstall = false };
        var server = await EmbeddedPostgres.StartAsync(options, TestContext.Current.SendDiagnosticMessage, CancellationToken.None);
        try
        {
            var database = server.ConnectionString;
            var view = new AViewToRebuild(database);
            await view.RecordAsync(22);
            await using var ledger = await ALedger.StartAsync(database, new HandClock(AHistory.Begin.AddDays(60)));
            foreach (var stage in Stages)
            {
                var working = Task.CompletedTask;
                await using (await RebuildStage.ReachAsync(database, stage, async () => working = RunAsync(ledger, stage)))
                {
                    System.Diagnostics.Process.Start("kill", ["-QUIT", File.ReadLines(Path.Combine(folder.Path, "cluster", "data", "postmaster.pid")).First()])!.WaitForExit();
                    await server.Ended;
                    await server.DisposeAsync();
                }
                server = await EmbeddedPostgres.StartAsync(options, TestContext.Current.SendDiagnosticMessage, CancellationToken.None);
                await working.WaitAsync(TimeSpan.FromSeconds(90));
                await view.IsRightAfterOneSwapAsync();
                await view.RememberAsync();
            }
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private static async Task RunAsync(ALedger ledger, string reason)
    {
        var (run, _) = await ledger.Get<RebuildRuns>().AddAsync("control_now", "test", reason, CancellationToken.None);
        await ledger.Get<RebuildView>().RunAsync(run.Id, CancellationToken.None);
    }
}
