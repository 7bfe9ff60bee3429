using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Territory.Contracts;
using Territory.Hosting.Settings;
using Territory.Ledger;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Bench.Import;

/// <summary>Somebody who records a claim every few milliseconds beside other work, in another process, and notes how long he waited for the append lock.</summary>
internal sealed class LiveWriter(string database, Theatre theatre, int everyMilliseconds = 20, string prefix = "live")
{
    private readonly List<double> waits = [];
    private readonly TaskCompletionSource begun = new();

    /// <summary>What a first time costs is over.</summary>
    public Task Begun => begun.Task;

    public async Task<IReadOnlyList<double>> WriteAsync(CancellationToken until)
    {
        var settings = new TerritorySettings { Postgres = database, AdminKey = new string('-', 32), Data = Path.GetTempPath() };
        await using var store = new LedgerStore(settings, TimeProvider.System, NullLoggerFactory.Instance);
        var (door, governorate) = (new AreaDoor(store), theatre.Areas.Where(a => a.Level == AreaLevel.Governorate).First());
        for (var i = 0; !until.IsCancellationRequested; i++)
        {
            var (claim, since) = (Claim(governorate.Code, i), Stopwatch.GetTimestamp());
            // The pool opens its first connection, and the lock it is about is not asked for until then.
            await door.DecideAsync(theatre, [governorate.Code], view => RecordClaim.Decide(view, [claim]), CancellationToken.None, (_, _) =>
            {
                if (i > 0) waits.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
                return Task.CompletedTask;
            });
            if (i == 20) begun.TrySetResult();
            await Task.Delay(everyMilliseconds, CancellationToken.None);
        }
        return waits;
    }

    private KnownClaim Claim(string area, int i) => new(
        $"{prefix}-{i}", area, null, theatre.Actors[0].Code, ClaimKind.Change, ControlStatus.Controlled, Extent.Whole, Manner.Unknown, LocalTime.OfDay(new(2024, 12, 1), theatre.Zone, DateBasis.Text), new(2024, 12, 2, 0, 0, 0, TimeSpan.Zero),
        null, [], true, true, 0.9, "bench", new('C', 3), "live", "live", true, false, null, "live", [], false);
}
