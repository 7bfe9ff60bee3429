using System.Diagnostics;
using Npgsql;
using Territory.Hosting.Store;
using Territory.Ledger.Checks;
using Territory.Ledger.Views;

namespace Territory.Ledger.Rebuilds;

/// <summary>
/// Under the append lock: writes the last few events into the shadow, compares the rows they touched, marks the run as
/// done and puts the tables in the place of the live ones, all in one transaction; what checks found in those is over then.
/// When a long reader is in the way, it lets everything go, says who it is and tries again.
/// </summary>
/// <param name="patience">After that it gives up.</param>
internal sealed class Swap(LedgerStore store, RebuildRuns runs, Findings findings, RebuildRun run, Shadow shadow, CatchUp catchUp, Comparison? comparison, TimeSpan patience)
{
    private const string Live = LedgerStore.Schema;
    /// <summary>Between two attempts; it grows from one to the other.</summary>
    private const int ShortestPause = 100, LongestPause = 1000;
    private const int Unremarkable = 3;
    private readonly InTheWay inTheWay = new(store, shadow.View, patience);

    private enum Outcome { Swapped, Behind, Different }

    /// <summary>False when the last events show a difference that is not approved.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        for (var (watch, attempt) = (Stopwatch.StartNew(), 1); ; attempt++)
        {
            try
            {
                var outcome = await store.Door.EnterAsync(TryAsync, null, cancellation);
                catchUp.Committed();
                if (outcome != Outcome.Behind) return outcome == Outcome.Swapped;
                await CatchUpAsync(cancellation);
            }
            catch (PostgresException busy) when (IsBusy(busy) && watch.Elapsed >= patience && !cancellation.IsCancellationRequested)
            {
                throw new InTheWayException(await inTheWay.SentenceAsync(cancellation));
            }
            catch (NpgsqlException busy) when (IsBusy(busy) && watch.Elapsed < patience && !cancellation.IsCancellationRequested)
            {
                if (attempt >= Unremarkable) await runs.SetAsync(run, RebuildState.Swapping, await inTheWay.StageAsync(cancellation), cancellation);
                var pause = Math.Min(LongestPause, ShortestPause * attempt);
                await Task.Delay(Random.Shared.Next(pause / 2, pause), cancellation);
            }
        }
    }

    private static bool IsBusy(NpgsqlException failed) => failed is WriterLostException or PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled };

    private async Task<Outcome> TryAsync(OpenDoor door, CancellationToken cancellation)
    {
        if (await catchUp.WriteAsync(door.Connection, hurry: true, cancellation) is not (< CatchUp.Page)) return Outcome.Behind;
        if (comparison is not null && catchUp.Unseen.Count > 0) await comparison.SomeAsync(door.Connection, catchUp.Reached, catchUp.Unseen, cancellation);
        if (comparison is { Unapproved: > 0 }) return Outcome.Different;
        if (!await runs.DoneAsync(door.Connection, run, comparison?.Found, cancellation)) throw new FencedOffException();
        await findings.CloseAsync(door.Connection, run.Id, run.View, cancellation);
        await MoveAsync(door.Connection, cancellation);
        return Outcome.Swapped;
    }

    /// <summary>Outside the lock again: an area with a long history was written to for the first time, or many were.</summary>
    private async Task CatchUpAsync(CancellationToken cancellation)
    {
        await using var connection = await shadow.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await catchUp.WriteAsync(connection, hurry: false, cancellation);
        await transaction.CommitAsync(cancellation);
        catchUp.Committed();
    }

    /// <summary>Waits for readers for less than a tenth of a second: whoever comes meanwhile waits behind us. The old tables are only moved away; to drop them takes longer.</summary>
    private async Task MoveAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var moves = shadow.View.Tables.Select(table => $"alter table if exists {Live}.{table.Name} set schema {shadow.Retired}; alter table {shadow.Schema}.{table.Name} set schema {Live};");
        await Shadow.ExecuteAsync(connection, $"set local lock_timeout = '40ms'; {string.Concat(moves)} {ViewVersions.Mark(shadow.View)}", cancellation);
    }
}
