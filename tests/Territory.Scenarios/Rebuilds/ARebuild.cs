using Territory.Ledger.Rebuilds;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Ledger;

namespace Territory.Scenarios.Rebuilds;

/// <summary>A rebuild from its request to its end, or to where it waits for a person.</summary>
internal static class ARebuild
{
    public static async Task<RebuildRun> RunAsync(ALedger ledger, string view, string? reason = null)
    {
        var runs = ledger.Get<RebuildRuns>();
        var (run, _) = await runs.AddAsync(view, "test", reason, CancellationToken.None);
        await ledger.Get<RebuildView>().RunAsync(run.Id, CancellationToken.None);
        // The sweep at the ledger's start may have been first, and then it is at work on it.
        await Eventually.TrueAsync(async () => (run = (await runs.FindAsync(run.Id, CancellationToken.None))!) is { EndedAt: not null } or { State: RebuildState.AwaitingApproval }, Eventually.Most);
        return run;
    }
}
