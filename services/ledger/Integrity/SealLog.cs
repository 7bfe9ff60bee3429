using System.Data;
using Npgsql;
using Territory.Hosting.Store;
using Territory.Ledger.Changes;

namespace Territory.Ledger.Integrity;

/// <summary>
/// Seals both logs behind the writers, in order, on one instance: nobody who appends waits for it, and how far it has come
/// is told. A page of the private log, its part of the public log and the checkpoints on it are one transaction.
/// </summary>
internal sealed partial class SealLog(LedgerStore store, SigningKey key, TimeProvider clock, ILogger<SealLog> logger) : BackgroundService
{
    private const int Page = 1000;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);
    // A seal of many events costs hardly more than one of a few, and nobody waits for it.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(200);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => new Leader(store.Database, "seal", logger).RunAsync(FollowAsync, stoppingToken);

    private async Task FollowAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                var grown = store.Signal.Grown;
                var sealedNow = await SealNextAsync(cancellation);
                if (sealedNow == 0) await LogSignal.WaitAsync(grown, Poll, cancellation);
                else if (sealedNow < Page) await Task.Delay(Gathering, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failed)
            {
                LogFailed(logger, failed);
                await Task.Delay(TimeSpan.FromSeconds(1), cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Seals a page; returns how many events it had.</summary>
    internal async Task<int> SealNextAsync(CancellationToken cancellation)
    {
        await using var connection = await store.Database.Pool.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        var (last, hash) = await Seals.EndAsync(connection, cancellation);
        var rows = await StoredRow.ReadAsync(connection, last, long.MaxValue, Page, cancellation);
        if (rows.Count == 0) return 0;
        var seal = Seal.Of(last, hash, rows);
        var changes = await ChainAsync(connection, seal, [.. rows.Select(row => StreamName.TheatreOf(row.Stream)).OfType<string>().Distinct()], cancellation);
        // Microseconds: a finer time would not come back from PostgreSQL equal.
        var now = clock.GetUtcNow();
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        var points = changes.GroupBy(change => change.Theatre).Select(theatre => Checkpoint.Sign(theatre.Last(), seal, now, key)).ToArray();
        await Seals.AddAsync(connection, seal, changes, points, now, cancellation);
        await transaction.CommitAsync(cancellation);
        return rows.Count;
    }

    private static async Task<IReadOnlyList<SealedChange>> ChainAsync(NpgsqlConnection connection, Seal seal, string[] theatres, CancellationToken cancellation)
    {
        var told = await ToldAsync(connection, seal, theatres, cancellation);
        var chains = await Seals.ChainsAsync(connection, told.Select(entry => entry.Theatre).Distinct(), cancellation);
        return [.. told.Select(entry => chains[entry.Theatre] = (chains.GetValueOrDefault(entry.Theatre) ?? SealedChange.Start(entry.Theatre)).Next(entry.Position, entry.Event))];
    }

    private static async Task<List<(string Theatre, long Position, string Event)>> ToldAsync(NpgsqlConnection connection, Seal seal, string[] theatres, CancellationToken cancellation)
    {
        await using var read = new NpgsqlCommand($"select theatre, position, event from {PublicLog.Table} where theatre = any ($1) and position > $2 and position <= $3 order by theatre, position", connection);
        foreach (var value in new object[] { theatres, seal.After, seal.Last }) read.Parameters.Add(new() { Value = value });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var told = new List<(string, long, string)>();
        while (await row.ReadAsync(cancellation)) told.Add((row.GetString(0), row.GetInt64(1), row.GetString(2)));
        return told;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The log could not be sealed; it is tried again in a second")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
