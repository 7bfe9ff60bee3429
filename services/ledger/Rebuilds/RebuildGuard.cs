using Npgsql;

namespace Territory.Ledger.Rebuilds;

/// <summary>
/// One worker a view, over all instances: a session lock on a connection of its own. The server ends the connection of a
/// frozen worker, and the work ends with the connection.
/// </summary>
internal sealed class RebuildGuard : IAsyncDisposable
{
    private static readonly TimeSpan Ping = TimeSpan.FromMilliseconds(500);
    private const int FrozenAfterMilliseconds = 4000;
    private readonly NpgsqlConnection connection;
    private readonly CancellationTokenSource ended = new(), lost = new();
    private Task pinging = Task.CompletedTask;

    private RebuildGuard(NpgsqlConnection connection) => this.connection = connection;

    /// <summary>Ends when the lock is not surely held any more.</summary>
    public CancellationToken Lost => lost.Token;

    /// <summary>Null when another holds it.</summary>
    public static async Task<RebuildGuard?> TryTakeAsync(LedgerStore store, string view, CancellationToken cancellation)
    {
        var options = new NpgsqlConnectionStringBuilder(store.Database.LongLived) { Options = $"-c idle_session_timeout={FrozenAfterMilliseconds}" };
        var guard = new RebuildGuard(new NpgsqlConnection(options.ConnectionString));
        try
        {
            await guard.connection.OpenAsync(cancellation);
            await using var take = new NpgsqlCommand("select pg_try_advisory_lock(hashtextextended($1, 0))", guard.connection);
            take.Parameters.Add(new() { Value = "rebuild:" + view });
            if (await take.ExecuteScalarAsync(cancellation) is true)
            {
                guard.pinging = guard.PingAsync();
                return guard;
            }
        }
        catch
        {
            await guard.DisposeAsync();
            throw;
        }
        await guard.DisposeAsync();
        return null;
    }

    private async Task PingAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(Ping, ended.Token);
                await using var alive = new NpgsqlCommand("select 1", connection) { CommandTimeout = 10 };
                await alive.ExecuteScalarAsync(ended.Token);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The work is done.
        }
        catch (NpgsqlException)
        {
            await lost.CancelAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await pinging;
        await connection.DisposeAsync();
        ended.Dispose();
        lost.Dispose();
    }
}
