using Microsoft.Extensions.Logging;
using Npgsql;

namespace Territory.Hosting.Store;

/// <summary>
/// Whoever waits for the append lock sees to it that its holder is alive. The server itself gives up a writer that says
/// nothing between two statements, or whose statement runs too long, but not one that froze with half a statement sent:
/// PostgreSQL before version 17 has no time limit for that.
/// </summary>
internal sealed partial class FrozenWriters(ServiceDatabase database, ILogger logger)
{
    /// <summary>A wait shorter than this is an ordinary one.</summary>
    private static readonly TimeSpan Unremarkable = ServiceDatabase.WriterPatience / 2;
    private static readonly TimeSpan BetweenLooks = ServiceDatabase.WriterPatience / 8;

    /// <summary>Ends whoever was at the same word of the same statement for the whole patience, and has said nothing more since the last look.</summary>
    private readonly string look = $"""
        select a.pid, a.state_change, a.state_change = any($2) and pg_terminate_backend(a.pid)
        from pg_locks l join pg_stat_activity a using (pid)
        where l.locktype = 'advisory' and l.granted and l.objsubid = 1 and l.database = (select oid from pg_database where datname = current_database())
          and (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended('{AppendDoor.LockOf(database.Schema)}', 0)
          and a.state = 'active' and a.wait_event_type = 'Client' and a.state_change < clock_timestamp() - $1
        """;

    /// <summary>The result of a wait for the lock.</summary>
    public async Task<T> OutlastAsync<T>(Task<T> waiting, CancellationToken cancellation)
    {
        DateTime[] seen = [];
        for (var patience = Unremarkable; !await EndsWithinAsync(waiting, patience); patience = BetweenLooks) seen = await LookAsync(seen, cancellation);
        return await waiting;
    }

    private static async Task<bool> EndsWithinAsync(Task waiting, TimeSpan patience)
    {
        await waiting.WaitAsync(patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return waiting.IsCompleted;
    }

    /// <summary>Since when the holders that say nothing have been where they are. A look that fails is not the end of a wait: the next one may come through.</summary>
    private async Task<DateTime[]> LookAsync(DateTime[] seen, CancellationToken cancellation)
    {
        var silent = new List<DateTime>();
        try
        {
            await using var question = database.Pool.CreateCommand(look);
            question.Parameters.Add(new() { Value = ServiceDatabase.WriterPatience });
            question.Parameters.Add(new() { Value = seen });
            await using var row = await question.ExecuteReaderAsync(cancellation);
            while (await row.ReadAsync(cancellation))
            {
                silent.Add(row.GetDateTime(1));
                if (row.GetBoolean(2)) LogEnded(logger, database.Schema, row.GetInt32(0), row.GetDateTime(1));
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // So is the wait.
        }
        catch (NpgsqlException failed)
        {
            LogUnseen(logger, database.Schema, failed.Message);
        }
        return [.. silent];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Ended the connection of server process {Process}: it held the append lock of {Schema} and had sent half a statement since {Since:O}. What it was about to record is decided anew by its owner")]
    private static partial void LogEnded(ILogger logger, string schema, int process, DateTime since);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not see who holds the append lock of {Schema} while waiting for it; looking again ({Reason})")]
    private static partial void LogUnseen(ILogger logger, string schema, string reason);
}
