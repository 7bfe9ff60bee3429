using Territory.AllInOne.Embedded;
using Territory.Ledger.Rebuilds;
using Territory.Scenarios.Ledger;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Rebuilds;

/// <summary>The database crashes at every stage of a rebuild; the worker goes on once it is back.</summary>
public sealed class ARebuildWhoseDatabaseCrashes
{
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
            foreach (var stage in RebuildStage.All)
            {
                var working = Task.CompletedTask;
                await using (await RebuildStage.ReachAsync(database, stage, async () => working = RunAsync(ledger, stage)))
                {
                    System.Diagnostics.Process.Start("kill", ["-QUIT", File.ReadLines(Path.Combine(folder.Path, "cluster", "data", "postmaster.pid")).First()])!.WaitForExit();
                    await server.Ended;
                    await server.DisposeAsync();
                }
                server = await EmbeddedPostgres.StartAsync(options, TestContext.Current.SendDiagnosticMessage, CancellationToken.None);
                await working.WaitAsync(Installations.Eventually.Most);
                // It goes on here, or with whoever took it up first when the database was back.
                await view.UntilStateAsync("done", Installations.Eventually.Most);
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
