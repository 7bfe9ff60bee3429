using Microsoft.Extensions.Logging;
using Npgsql;

namespace Territory.Hosting.Store;

/// <summary>
/// One of all instances runs the work: whoever holds a session lock on a connection of its own. The server ends the
/// connection of a frozen holder, and the work ends with the connection.
/// </summary>
public sealed partial class Leader(ServiceDatabase database, string role, ILogger logger)
{
    private static readonly TimeSpan Ping = TimeSpan.FromMilliseconds(500);
    private const int FrozenAfterMilliseconds = 4000;

    /// <summary>Runs <paramref name="work"/> whenever this instance leads, until <paramref name="stopping"/>.</summary>
    public async Task RunAsync(Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await using var connection = new NpgsqlConnection(WithTimeout(database.LongLived));
                await connection.OpenAsync(stopping);
                await AcquireAsync(connection, stopping);
                LogLeading(logger, database.Schema, role);
                await LeadAsync(connection, work, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception lost)
            {
                LogLost(logger, lost, database.Schema, role);
                await Pause(Ping, stopping);
            }
        }
    }

    private async Task AcquireAsync(NpgsqlConnection connection, CancellationToken stopping)
    {
        while (true)
        {
            await using var take = new NpgsqlCommand("select pg_try_advisory_lock(hashtextextended($1, 0))", connection);
            take.Parameters.Add(new() { Value = $"leader:{database.Schema}:{role}" });
            if (await take.ExecuteScalarAsync(stopping) is true) return;
            await Task.Delay(Ping / 2, stopping);
        }
    }

    private static async Task LeadAsync(NpgsqlConnection connection, Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        using var term = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var working = work(term.Token);
        try
        {
            while (!working.IsCompleted)
            {
                await Task.WhenAny(working, Task.Delay(Ping, stopping));
                await using var alive = new NpgsqlCommand("select 1", connection) { CommandTimeout = 2 };
                await alive.ExecuteScalarAsync(stopping);
            }
        }
        finally
        {
            await term.CancelAsync();
            await working;
        }
    }

    private static string WithTimeout(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Options = $"-c idle_session_timeout={FrozenAfterMilliseconds}" }.ConnectionString;

    internal static async Task Pause(TimeSpan time, CancellationToken stopping)
    {
        try { await Task.Delay(time, stopping); }
        catch (OperationCanceledException) { /* the caller's loop looks at the token */ }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "This instance leads {Schema}/{Role}")]
    private static partial void LogLeading(ILogger logger, string schema, string role);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lead of {Schema}/{Role} ended; it is taken up again")]
    private static partial void LogLost(ILogger logger, Exception exception, string schema, string role);
}
